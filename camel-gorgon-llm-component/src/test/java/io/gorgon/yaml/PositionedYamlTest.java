package io.gorgon.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionedYamlTest {

    @Test
    void everyKeyAndValueHasItsPlace() {
        PositionedYaml yaml =
                PositionedYaml.parse("a:\n  b: [1, {c: 2}]\n  d:\n    - x\n    - y: z\n");

        assertThat(yaml.key(pointer("/a/b"))).isEqualTo(new Position(2, 3));
        assertThat(yaml.value(pointer("/a/b"))).isEqualTo(new Position(2, 6));
        assertThat(yaml.value(pointer("/a/b/0"))).isEqualTo(new Position(2, 7));
        assertThat(yaml.key(pointer("/a/b/1/c"))).isEqualTo(new Position(2, 11));
        assertThat(yaml.value(pointer("/a/b/1/c"))).isEqualTo(new Position(2, 14));
        assertThat(yaml.key(pointer("/a/d/1"))).isEqualTo(new Position(5, 7));
        assertThat(yaml.value(pointer("/a/d/1/y"))).isEqualTo(new Position(5, 10));
    }

    @Test
    void whatIsNotThereIsAtTheNearestThatIsAroundIt() {
        PositionedYaml yaml = PositionedYaml.parse("a: 1\nb:\n  c: 2\n");

        assertThat(yaml.key(pointer("/b/x/y"))).isEqualTo(new Position(2, 1));
        assertThat(yaml.value(pointer("/b/x"))).isEqualTo(new Position(3, 3));
        assertThat(yaml.value(pointer("/x"))).isEqualTo(Position.START);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 12",
                "-7 | -7",
                "0o14 | 12",
                "0x1F | 31",
                "true | true",
                "False | false",
                "null | null",
                "~ | null",
                "yes | \"yes\"",
                "no | \"no\"",
                "012 | 12",
                "1_000 | \"1_000\"",
                "2026-07-31 | \"2026-07-31\"",
                "12:30:45 | \"12:30:45\"",
                "!!str 12 | \"12\"",
                "'\"12\"' | \"12\"",
                "! 12 | \"12\"",
                "!!float 1 | 1",
            })
    void valuesFollowTheCoreSchema(String yaml, String json) {
        assertThat(PositionedYaml.parse("a: " + yaml).tree().get("a").toString()).isEqualTo(json);
    }

    @Test
    void decimalsStayExact() {
        JsonNode tree = PositionedYaml.parse("[0.1, 10.00, 1e3]").tree();

        assertThat(tree.get(0).decimalValue()).isEqualTo(new BigDecimal("0.1"));
        assertThat(tree.get(1).decimalValue()).isEqualTo(new BigDecimal("10.00"));
        assertThat(tree.get(2).decimalValue()).isEqualByComparingTo("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "\uFEFF"})
    void nothingIsNull(String yaml) {
        assertThat(PositionedYaml.parse(yaml).tree().isNull()).isTrue();
    }

    @Test
    void aByteOrderMarkShiftsNothing() {
        PositionedYaml yaml = PositionedYaml.parse("\uFEFFa: 1\n");

        assertThat(yaml.tree().get("a").intValue()).isEqualTo(1);
        assertThat(yaml.value(pointer("/a"))).isEqualTo(new Position(1, 4));
    }

    @Test
    void anAliasHasTheContentOfItsAnchorAndItsPlaces() {
        PositionedYaml yaml = PositionedYaml.parse("a: &x {b: 1}\nc: *x\nd: &y 5\ne: *y\n");

        assertThat(yaml.tree().at("/c/b").intValue()).isEqualTo(1);
        assertThat(yaml.tree().at("/e").intValue()).isEqualTo(5);
        assertThat(yaml.value(pointer("/c"))).isEqualTo(new Position(2, 4));
        assertThat(yaml.value(pointer("/c/b"))).isEqualTo(new Position(1, 11));
        assertThat(yaml.value(pointer("/c/zz"))).isEqualTo(new Position(1, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\nb: 2\\na: 3 | 3:1: the key 'a' is here twice; it is on line 1 already",
                "a:\\n\\t- x | 2:1: a tab cannot indent YAML; use spaces",
                "a: \"x | 1:4: this quote is opened and never closed",
                "a: [1, 2\\nb: 3 | 1:4: this list lacks its closing ']' or a comma between two items",
                "a: {b: 1 | 1:4: this mapping lacks its closing '}' or a comma between two entries",
                "a: b: c | 1:5: a ':' where no key can stand; check the indentation, or put the text in quotes",
                "a: 1\\n---\\nb: 2 | 2:1: a second document starts here; only one is read, remove the '---'",
                "1: x | 1:1: a key must be text; put this one in quotes",
                "true: x | 1:1: a key must be text; put this one in quotes",
                "? [a]\\n: 1 | 1:3: a key must be text; put text that starts with '[', '{' or '?' in quotes",
                "a: &x b\\n*x : 1 | 2:1: a key must be text, not an alias",
                "a: !mine x | 1:4: unknown tag; only plain YAML values are understood",
                "a: !mine {b: 1} | 1:4: unknown tag; only plain YAML values are understood",
                "a: !!binary aGk= | 1:4: unknown tag; only plain YAML values are understood",
                "a: !e!x y | 1:4: unknown tag; only plain YAML values are understood",
                "a: !!int x | 1:4: the value is not what its tag says",
                "<<: {a: 1} | 1:1: merge keys ('<<') are not supported; write the keys out",
                "a: *nope | 1:4: an alias without its anchor; put text that starts with '*' in quotes",
                "a: &x [*x] | 1:8: an alias of what it is itself a part of",
                "a: @b | 1:4: a value cannot start with '@'; put it in quotes",
                "a: .inf | 1:4: this is not a number that can be used",
                "a: 1e999999999999 | 1:4: this is not a number that can be used",
                "a: 'x'y | 1:7: this does not fit the lines above it; check the indentation and the quotes",
            })
    void whatCannotBeReadIsToldWithItsPlace(String yaml, String problem) {
        assertThat(problemsOf(yaml.replace("\\n", "\n").replace("\\t", "\t"))).isEqualTo(problem);
    }

    @Test
    void aControlCharacterIsToldWithItsPlace() {
        assertThat(problemsOf("a: 1\nb: x\u0007"))
                .isEqualTo("2:5: the character U+0007 is not allowed in YAML");
    }

    @Test
    void halfACharacterIsToldWithItsPlaceWhereverItIs() {
        for (int length = 1000; length < 1050; length++) {
            String text = "a: 😀" + "x".repeat(length);
            assertThat(problemsOf(text + "\uD83D"))
                    .isEqualTo(
                            "1:%d: the character U+D83D is not allowed in YAML"
                                    .formatted(length + 5));
            assertThat(PositionedYaml.parse(text + "😀").tree().get("a").textValue())
                    .endsWith("x😀");
        }
    }

    @Test
    void allProblemsThatCanBeFoundAreTold() {
        assertThat(problemsOf("a: 1\na: 2\n3: x\nb: !mine y\n"))
                .contains("2:1: ", "3:1: ", "4:4: ");
    }

    @Test
    void anAliasBombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
        }

        assertThat(problemsOf(bomb.toString()))
                .endsWith("more than 100000 values, counting what aliases repeat")
                .startsWith("5:");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problemsOf("[".repeat(50_000)))
                .isEqualTo("1:101: more than 100 levels of nesting");
    }

    @Test
    void aHugeTextIsRefused() {
        assertThat(problemsOf("a: " + "x".repeat(3_000_000))).contains("too large");
    }

    @Test
    void problemsShowNoValue() {
        for (String yaml :
                new String[] {
                    "a: *hunter2secret",
                    "a: !hunter2secret x",
                    "a: 'hunter2secret",
                    "a: \"hunter2secret\\q\"",
                    "a: @hunter2secret",
                    "a: hunter2secret: b",
                    "a: !!int hunter2secret",
                    "a: [hunter2secret",
                    "%YAML hunter2secret\n---\na: 1",
                    "!hunter2secret!x: 1",
                }) {
            assertThat(problemsOf(yaml)).doesNotContain("hunter2secret");
        }
    }

    private static String problemsOf(String yaml) {
        InvalidYamlException invalid =
                catchThrowableOfType(InvalidYamlException.class, () -> PositionedYaml.parse(yaml));
        assertThat(invalid).as("%s must not be read", yaml).isNotNull();
        return invalid.problems().stream()
                .map(YamlProblem::toString)
                .collect(Collectors.joining("\n"));
    }

    private static JsonPointer pointer(String text) {
        return JsonPointer.compile(text);
    }
}
