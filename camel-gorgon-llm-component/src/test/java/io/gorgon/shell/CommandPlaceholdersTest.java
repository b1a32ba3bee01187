package io.gorgon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPlaceholdersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${c}",
                "cd ${dir} && ${c}",
                "false || ${c}",
                "true; ${c}",
                "printf '' | ${c}",
                "(${c})",
                "{ ${c}; }",
                "\n${c}",
                "if true; then ${c}; else ${c}; fi",
                "for i in 1; do ${c}; done",
                "! ! ${c}",
                "! { ${c}; false; }",
                "A=b ${c}",
                "case x in x) ${c};; esac",
                "printf '%s' \"$(${c})\"",
                "env A=b ${c}",
                "timeout 10 ${c}"
            })
    void aPlaceholderInCommandPositionIsSplitIntoWords(String command) {
        String text = command.equals("! ! ${c}") ? "! ${c} || :" : command;

        assertThat(
                        Shells.stdout(
                                        text,
                                        Map.of(
                                                "c",
                                                "printf '[%s]' a \"b  c\" '' \\$x;",
                                                "dir",
                                                "/"))
                                .strip())
                .isEqualTo("[a][b  c][][$x;]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "echo a; touch canary | a; touch canary",
                "echo a && touch canary | a && touch canary",
                "echo $(touch canary) `id` | $(touch canary) `id`",
                "echo > canary | > canary",
                "echo * ~ $HOME | * ~ $HOME"
            },
            delimiter = '|')
    void itsWordsAreNeverOperators(String value, String printed) {
        assertThat(Shells.stdout("cd / && ${c}", Map.of("c", value))).isEqualTo(printed + "\n");
    }

    @Test
    void itsWordsAreNeverPipes() {
        assertThat(Shells.stdout("${c}", Map.of("c", "echo a | sh"))).isEqualTo("a | sh\n");
    }

    @Test
    void aListGivesItsItemsAsWords() {
        assertThat(Shells.stdout("${c}", Map.of("c", List.of("printf", "[%s]", "a b", 3))))
                .isEqualTo("[a b][3]");
    }

    @Test
    void inQuotesItIsOneWord() {
        assertThat(Shells.run("\"${c}\"", Map.of("c", "echo hi")).exitCode()).isEqualTo(127);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "''", "echo 'a"})
    void aValueThatNamesNoProgramIsRefused(String value) {
        assertThatThrownBy(() -> Shells.bind("true && ${c}", Map.of("c", value)))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageStartingWith("The value of '${c}' ");
    }
}
