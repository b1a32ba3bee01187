package io.gorgon.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Templates are total: any text is a template or a clean error, any value can be filled in. */
class TemplateFuzzTest {

    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "${", "${a", "}", ".", "b", "[", "]", "0", "-1", "'", "\"", "\\", "(", ")", ",", " ", "$",
        "split", "index", "length", "trim", "upper", "lower", "join", "default", "\n", "{", "é",
        "😀"
    };
    private static final String[] CHAINS = {
        "",
        ".b",
        "[0]",
        "[-1]",
        "['b']",
        ".split(',')",
        ".split()",
        ".index(0)",
        ".length()",
        ".trim()",
        ".upper()",
        ".lower()",
        ".join(',')",
        ".default('x')"
    };

    private static List<Object> values() {
        List<Object> values = new ArrayList<>();
        List<Object> self = new ArrayList<>();
        self.add(self);
        List<Object> holdsNull = new ArrayList<>();
        holdsNull.add(null);
        Map<Object, Object> nullKey = new HashMap<>();
        nullKey.put(null, 1);
        values.add(null);
        values.add(self);
        values.add(holdsNull);
        values.add(nullKey);
        values.add(new TreeMap<>(Map.of(1, "number as key")));
        values.add(Map.of("b", Map.of("b", List.of("x,y"))));
        values.add(new Object());
        values.add(new Thread("not started"));
        values.add(new int[] {1});
        values.add(new byte[] {(byte) 0xff});
        values.add(Optional.of("x"));
        values.add(Double.NaN);
        values.add(Double.NEGATIVE_INFINITY);
        values.add(-0.0);
        values.add(new AtomicInteger(1));
        values.add(BigInteger.TEN.pow(500));
        values.add(new BigDecimal("1E-999999999"));
        values.add(LocalDate.EPOCH);
        values.add(List.of(Duration.ZERO, Path.of("x"), Double.NaN, new Object(), 'c'));
        values.add(JsonNodeFactory.instance.objectNode().putNull("b"));
        values.add(JsonNodeFactory.instance.missingNode());
        values.add("\uD800 half a character");
        values.add("x".repeat(10_000));
        return values;
    }

    @Test
    void anyTextIsATemplateOrACleanError() {
        Random random = new Random(3);
        int templates = 0;
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(12);
            for (int piece = 0; piece < pieces; piece++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            try {
                Template.parse(text.toString()).render(name -> List.of("v"), missing -> {});
                templates++;
            } catch (InvalidTemplateException e) {
                assertThat(text.substring(e.offset())).startsWith("${");
            }
        }
        assertThat(templates).isBetween(TEXTS / 10, TEXTS - TEXTS / 10);
    }

    @Test
    void anyValueGoesThroughAnyChain() {
        for (Object value : values()) {
            for (String first : CHAINS) {
                for (String second : CHAINS) {
                    Template template = Template.parse("<${a" + first + second + "}>");
                    List<String> missing = new ArrayList<>();
                    String text = template.render(name -> value, missing::add);
                    assertThat(text).startsWith("<").endsWith(">");
                    assertThat(missing).hasSizeLessThanOrEqualTo(1);
                    if (!missing.isEmpty()) {
                        assertThat(text).isEqualTo("<>");
                    }
                }
            }
        }
    }
}
