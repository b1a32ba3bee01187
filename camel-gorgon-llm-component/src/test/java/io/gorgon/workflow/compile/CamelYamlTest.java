package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.yaml.PositionedYaml;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamelYamlTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] PIECES = {
        "a", "Z", "word", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "'", "\"",
        "\\", "{", "}", "{{", "}}", "${x}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`",
        "?", "? ", "=", "~", "null", "true", "no", "1", "1.5", "0x1", ".inf", "---", "...", "\r",
        "\r\n", "\u0085", "\u2028", "\u2029", "\uFEFF", "\u0000", "\u001B", "\u007F", "é", "日本",
        "😀", "\u00A0", "\uFFFD", "<<"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "\n\n",
                "plain words",
                " leading",
                "trailing ",
                "a: b",
                "a:",
                "a #b",
                "# no comment",
                "- item",
                "true",
                "NULL",
                "~",
                "1.0",
                "0x1F",
                "1e3",
                "'",
                "\"",
                "it's",
                "say \"hi\"",
                "${name}",
                "{{name}}",
                "{\"a\": 1}",
                "[1]",
                "*alias",
                "&anchor",
                "!tag",
                "%dir",
                "@at",
                "`tick`",
                "? key",
                "<<",
                "---",
                "...",
                "tab\there",
                "\ttab first",
                "two\nlines",
                "two\nlines\n",
                "two\nlines\n\n",
                "two\nlines\n\n\n",
                "\nblank first",
                "\n\n  indented\nless",
                "  indented first\nless",
                "a\n\n\nb",
                "a\n   \nb",
                "a\n  ",
                "line \nwith trailing \n",
                "a\n\tb",
                "\ta\nb",
                "carriage\r\nreturn",
                "nel\u0085next",
                "ls\u2028ps\u2029",
                "bom\uFEFF\nx",
                "emoji 😀\nand more\n",
                "  \n😀\n  x\n",
                "bell\u0007",
                "key: |\n  block",
                "a\n# b\n--- c\n",
                "0",
                "-",
                "?",
                ":",
                "=",
                "é",
                "日本語\nテキスト\n",
                "resource:classpath:x",
                "a\\\nb\\",
                "\u00A0",
                "C:\\x"
            })
    void writesAnyTextSoThatItIsReadUnchanged(String text) {
        ObjectNode inside = NODES.objectNode();
        inside.put("text", text);
        inside.putArray("list").add(text).add("after").addObject().put("text", text).put("b", "c");
        inside.putObject("deeper").put("k", text).put("after", text);
        assertReadBack(NODES.arrayNode().add(inside).add(text));
    }

    @Test
    void writesRandomTreesSoThatTheyAreReadUnchanged() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            assertReadBack(NODES.arrayNode().add(tree(random, 4)));
        }
    }

    @Test
    void writesLongTextsLineByLine() {
        ObjectNode tree =
                NODES.objectNode().put("prompt", "Fix it:\n\n  ${bug}\n").put("b", "c\n  d");
        assertThat(CamelYaml.write(tree))
                .isEqualTo("prompt: |\n  Fix it:\n\n    ${bug}\nb: |-\n  c\n    d\n");
    }

    @Test
    void writesLinesThatABlockCannotHoldOneByOneInQuotes() {
        ObjectNode tree = NODES.objectNode().put("prompt", "Hi 😀\n  you\n");
        assertThat(CamelYaml.write(tree))
                .isEqualTo("prompt: \"Hi \\U0001F600\\n\\\n  \\  you\\n\"\n");
    }

    @Test
    void writesCommentsAboveWhatTheyBelongTo() {
        ObjectNode step = NODES.objectNode();
        step.put("#", "What it is for:\nto show \u0007 it 😀");
        step.putObject("step").put("id", "a").putArray("steps").add("x");
        ArrayNode document = NODES.arrayNode();
        document.addObject().putArray("steps").add(step).add(step.deepCopy());
        assertThat(CamelYaml.write(document))
                .isEqualTo(
                        """
                        - steps:
                            # What it is for:
                            # to show   it ?
                            - step:
                                id: a
                                steps:
                                  - x

                            # What it is for:
                            # to show   it ?
                            - step:
                                id: a
                                steps:
                                  - x
                        """);
    }

    @Test
    void aCommentCannotEndEarly() {
        ObjectNode tree = NODES.objectNode().put("a", 1);
        tree.put("#", "one\rb: 2\u0085c: 3\u2028d: 4\n- e\n" + "long ".repeat(100));
        String text = CamelYaml.write(NODES.arrayNode().add(tree));
        assertThat(PositionedYaml.parse(text).tree().toString()).isEqualTo("[{\"a\":1}]");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    }

    private static void assertReadBack(JsonNode tree) {
        String text = CamelYaml.write(tree);
        assertThat(PositionedYaml.parse(text).tree()).as(text).isEqualTo(tree);
    }

    private static JsonNode tree(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 9 : 6);
        return switch (kind) {
            case 0 -> NODES.numberNode(random.nextInt());
            case 1 -> NODES.numberNode(new BigDecimal(random.nextInt(1000)).movePointLeft(2));
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 6 -> {
                ArrayNode list = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(tree(random, depth - 1));
                }
                yield list;
            }
            case 7, 8 -> {
                ObjectNode mapping = NODES.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    String key = random.nextBoolean() ? "steps" : text(random, 4);
                    if (!key.equals(CamelYaml.COMMENT) && !key.equals("<<")) {
                        mapping.set(key, tree(random, depth - 1));
                    }
                }
                yield mapping;
            }
            default -> TextNode.valueOf(text(random, 12));
        };
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
