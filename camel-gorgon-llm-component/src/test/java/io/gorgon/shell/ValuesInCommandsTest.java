package io.gorgon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesInCommandsTest {

    /** Each prints the value, followed by one line end, whatever it is. */
    private static final List<String> POSITIONS =
            List.of(
                    "printf '%s\\n' ${v}",
                    "printf '%s\\n' \"${v}\"",
                    "printf '%s\\n' '${v}'",
                    "printf '%s\\n' ''${v}\"\"",
                    "cat <<EOF\n${v}\nEOF\n",
                    "cat <<'E F'\n${v}\nE F\n",
                    "cat <<-\\EOF\n${v}\n\tEOF",
                    "x=${v}; printf '%s\\n' \"$x\"",
                    "printf '%s\\n' \"$(printf '%s.' ${v})\" | sed '$ s/.$//'",
                    "printf '%s\\n' \"`printf '%s.' \\\"${v}\\\"`\" | sed '$ s/.$//'",
                    "printf '%s\\n' `printf x >&2` ${v} 2>/dev/null",
                    "if true; then { (printf '%s\\n' ${v}); }; fi # ${w}",
                    "for i in ${v}; do printf '%s\\n' \"$i\"; done",
                    "case ${v} in '${v}') printf '%s\\n' ${v};; esac",
                    "sh -c 'printf \"%s\\n\" \"$1\"' sh ${v}",
                    "env A=${v} sh -c 'printf \"%s\\n\" \"$A\"'",
                    "set -- ${v} && printf '%s\\n' \"$@\"",
                    "f() { printf '%s\\n' \"$1\"; }; f ${v}");

    private static final List<String> ATTACKS =
            List.of(
                    "plain",
                    "a b; touch canary",
                    "it's",
                    "'; touch canary; '",
                    "\"; touch canary; \"",
                    "$(touch canary)",
                    "`touch canary`",
                    "a\ntouch canary\nb",
                    "EOF\ntouch canary\n",
                    "E F\ntouch canary",
                    "\tEOF\ntouch canary",
                    "GORGON_END\ntouch canary",
                    "> canary",
                    "&& touch canary",
                    "| touch canary",
                    "-rf",
                    "--help",
                    "*",
                    "~",
                    "$HOME ${v} ${GORGON_0}",
                    "a\\",
                    "\\n\\t%s%d",
                    "{a,b}",
                    "# no comment",
                    "a=b",
                    "Grüße 漢字 🙂",
                    "\u0001\u007f\r");

    @TempDir Path folder;

    static Stream<Arguments> positionsAndAttacks() {
        return POSITIONS.stream()
                .flatMap(
                        position -> ATTACKS.stream().map(attack -> Arguments.of(position, attack)));
    }

    @ParameterizedTest
    @MethodSource("positionsAndAttacks")
    void aValueArrivesAsItIsAndRunsNothing(String position, String attack) throws Exception {
        String output = stdoutHere(Shells.bind(position, Map.of("v", attack)), true);

        assertThat(output).isEqualTo(attack + "\n");
        assertNothingWasWritten();
    }

    @Test
    void valuesArriveWhereTheLocaleHasFewLetters() throws Exception {
        String value = "Grüße \\0101 %s\n漢字 🙂\n\n";

        String output =
                stdoutHere(Shells.bind("printf 'ä%s' ${v} \"${v}\"", Map.of("v", value)), false);

        assertThat(output).isEqualTo("ä" + value + "ä" + value);
    }

    @Test
    void randomValuesInRandomPositionsArriveByteForByte() throws Exception {
        Random random = new Random(20261122);
        String letters = "ab \t\n'\"`$(){}[]<>|&;\\#!*?~-=%^,./0é漢";
        List<String> forms = List.of("${%s}", "\"${%s}\"", "'${%s}'", "x\"'${%s}'\"y", "'\"'${%s}");
        List<String> around =
                List.of(
                        "printf '%%s\\0' %s",
                        "true && printf '%%s\\0' %s || :",
                        "if true; then printf '%%s\\0' %s; fi",
                        "(printf '%%s\\0' %s) | cat",
                        "{ printf '%%s\\0' %s; }; # ${comment}",
                        "for once in 1; do printf '%%s\\0' %s; done",
                        "cat <<EOF >/dev/null\n${v0} $(echo ${v0})\nEOF\nprintf '%%s\\0' %s",
                        "x=\"$(printf '%%s' \"${v0}\")\"; printf '%%s\\0' %s");
        for (int round = 0; round < 300; round++) {
            Map<String, String> values = new HashMap<>();
            List<String> words = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                StringBuilder value = new StringBuilder(random.nextBoolean() ? "" : "$(>canary)");
                random.ints(random.nextInt(20), 0, letters.length())
                        .forEach(at -> value.append(letters.charAt(at)));
                values.put("v" + i, value.toString());
                String form = forms.get(random.nextInt(forms.size()));
                words.add(form.formatted("v" + i));
                expected.add(expected(form, value.toString()));
            }
            String command =
                    around.get(random.nextInt(around.size())).formatted(String.join(" ", words));

            String output = stdoutHere(Shells.bind(command, values), random.nextBoolean());

            assertThat(Arrays.asList(output.split("\0", -1)))
                    .as(command)
                    .isEqualTo(Stream.concat(expected.stream(), Stream.of("")).toList());
            assertNothingWasWritten();
        }
    }

    private static String expected(String form, String value) {
        return switch (form) {
            case "x\"'${%s}'\"y" -> "x'" + value + "'y";
            case "'\"'${%s}" -> "\"" + value;
            default -> value;
        };
    }

    private String stdoutHere(RunnableScript script, boolean asLocaleIs) {
        NativeText nativeText = asLocaleIs ? NativeText.ofThisProcess() : new NativeText(false);
        return new Shell(Shells.EVERYTHING, nativeText, System.getenv())
                .run(
                        script,
                        ShellOptions.defaults().withWorkingDirectory(folder),
                        new Cancellation())
                .requireSuccess()
                .stdout();
    }

    private void assertNothingWasWritten() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void listsAndMapsAreJsonAndNumbersPlainAndNullIsNothing() {
        Map<String, Object> values = new HashMap<>();
        values.put("n", 5);
        values.put("l", List.of(1, 2));
        values.put("m", Map.of("a", "b c"));
        values.put("d", 1.0e10);
        values.put("none", null);

        assertThat(Shells.stdout("echo ${n} ${l} ${m} ${d} [${none}]", values))
                .isEqualTo("5 [1,2] {\"a\":\"b c\"} 10000000000 []\n");
    }

    @Test
    void arithmeticTakesWholeNumbersOnly() {
        assertThat(Shells.stdout("echo $((5-${n}))", Map.of("n", -1))).isEqualTo("6\n");
        assertThatThrownBy(() -> Shells.bind("echo $((${n}))", Map.of("n", "a[$(touch x)]")))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("'${n}' must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800"})
    void whatNoArgumentCanHoldIsRefused(String value) {
        assertThatThrownBy(() -> Shells.bind("echo ${v}", Map.of("v", value)))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("The value of '${v}' holds");
    }

    @Test
    void aValueArrivesUpToTheLimitOfLinuxAndALongerOneIsRefused() {
        String longest = "x".repeat(131_072 - "GORGON_0=".length() - 1);

        assertThat(Shells.stdout("/usr/bin/printf %s ${v} | wc -c", Map.of("v", longest)).strip())
                .isEqualTo(String.valueOf(longest.length()));
        assertThatThrownBy(() -> Shells.run("echo ${v}", Map.of("v", longest + "x")))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("'${v}' is longer than 131072 bytes")
                .hasMessageContaining("Write it to a file");
    }

    @Test
    void valuesThatAreTogetherTooLongAreRefused() {
        Map<String, String> values = new HashMap<>();
        StringBuilder command = new StringBuilder("echo");
        for (int i = 0; i < 10; i++) {
            values.put("v" + i, "x".repeat(100_000));
            command.append(" ${v").append(i).append('}');
        }

        assertThatThrownBy(() -> Shells.run(command.toString(), values))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("together longer than 900000 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh -c 'echo ${v}'",
                "bash -ec \"echo ${v}\"",
                "timeout 5 sh -c \"${v}\"",
                "echo ${v} | sh",
                "echo x | sed s/x/${v}/ | bash -s",
                "sh <<EOF\n${v}\nEOF",
                "cat <<EOF | sh\n${v}\nEOF",
                "eval ${v}",
                "trap ${v} EXIT",
                "read ${v}",
                "unset ${v}",
                "test -v ${v}"
            })
    void aValueThatAShellWouldReadIsRefused(String command) {
        assertThatThrownBy(() -> ShellScript.parse(command))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("'${v}' would be read as shell syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo ${V:-x}",
                "echo ${#V}",
                "echo \"${V%y}\"",
                "echo ${1}",
                "echo ${}",
                "echo ${@}"
            })
    void theShellsOwnBracesAreRefused(String command) {
        assertThatThrownBy(() -> ShellScript.parse(command))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessageContaining("is the shell's own syntax")
                .hasMessageContaining("shell.environment in gorgon.yaml");
    }

    @Test
    void expressionsAreFoundWholeAndTheirRootNamesAreTold() {
        ShellScript script =
                ShellScript.parse(
                        "echo \"${repo.split('}')[0]}\" ${a.b[0]} '${default(c, \"x y\")}' # ${d}");

        assertThat(script.expressions())
                .containsExactly("repo.split('}')[0]", "a.b[0]", "default(c, \"x y\")");
        assertThat(script.variables()).containsExactly("a", "c", "repo");
    }

    @Test
    void aDollarWithABackslashIsText() {
        assertThat(Shells.stdout("echo \\${a} \"\\${b}\"", Collections.emptyMap()))
                .isEqualTo("${a} ${b}\n");
    }
}
