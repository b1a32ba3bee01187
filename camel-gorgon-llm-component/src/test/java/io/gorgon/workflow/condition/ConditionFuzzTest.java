package io.gorgon.workflow.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.yaml.PositionedYaml;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Conditions are total: whatever is compared with whatever, there is an answer. */
class ConditionFuzzTest {

    private static final JsonNode VALUES =
            PositionedYaml.parse(
                            "[null, true, false, 0, 1.5, 1e300, '', a, '5', 'TRUE', '(', [],"
                                    + " [a, 1, null], [[1]], {}, {a: {b: 1}}]")
                    .tree();

    private static List<Object> actuals() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        List<Object> actuals = new ArrayList<>();
        VALUES.forEach(actuals::add);
        actuals.add(self);
        actuals.add(new Object());
        actuals.add(new int[] {1});
        actuals.add(Double.NaN);
        actuals.add(new BigDecimal("1E+999999999"));
        actuals.add(new TreeMap<>(Map.of(1, 2)));
        actuals.add("9".repeat(100_000));
        return actuals;
    }

    @Test
    void everyComparisonHasAnAnswer() {
        int holding = 0;
        for (String operator : Operator.words()) {
            for (JsonNode value : VALUES) {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.put("field", "x").put("operator", operator).set("value", value);
                ParsedCondition parsed = Condition.parse(json);
                if (parsed.condition().isEmpty()) {
                    assertThat(operator).isEqualTo("matches");
                    continue;
                }
                for (Object actual : actuals()) {
                    List<String> warnings = new ArrayList<>();
                    boolean holds = parsed.condition().get().test(name -> actual, warnings::add);
                    assertThat(warnings).hasSizeLessThanOrEqualTo(holds ? 0 : 1);
                    holding += holds ? 1 : 0;
                }
            }
        }
        assertThat(holding).isPositive();
    }
}
