package io.gorgon.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StructureTemplateTest {

    private final List<String> missing = new ArrayList<>();

    private static JsonNode yaml(String text) {
        return PositionedYaml.parse(text).tree();
    }

    @Test
    void textsAreFilledAtAnyDepthAndKeysAreNot() {
        StructureTemplate template =
                StructureTemplate.parse(
                        yaml(
                                "{path: '${dir}/x', '${dir}': [1, true, null, '${list}',"
                                        + " {n: 'n=${n}'}]}"));
        Map<String, Object> variables = Map.of("dir", "/tmp", "list", List.of(1, 2), "n", 5);
        List<Object> items = new ArrayList<>(List.of(1, true));
        items.add(null);
        items.add(List.of(1, 2));
        items.add(Map.of("n", "n=5"));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("path", "/tmp/x");
        expected.put("${dir}", items);
        assertThat(template.value(variables::get, missing::add)).isEqualTo(expected);
        assertThat(template.names()).containsExactly("dir", "list", "n");
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsMissingIsToldAndNull() {
        StructureTemplate template = StructureTemplate.parse(yaml("{a: '${x}', b: 'b${y}'}"));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", null);
        expected.put("b", "b");
        assertThat(template.value(name -> null, missing::add)).isEqualTo(expected);
        assertThat(missing).containsExactly("${x}", "${y}");
    }

    @Test
    void aTextAloneIsAStructureToo() {
        assertThat(StructureTemplate.parse(yaml("'${l}'")).value(name -> List.of(1), missing::add))
                .isEqualTo(List.of(1));
        assertThat(StructureTemplate.parse(yaml("5")).value(name -> null, missing::add))
                .isEqualTo(5);
    }

    @Test
    void theResultBelongsToTheCaller() {
        StructureTemplate template = StructureTemplate.parse(yaml("{a: [1]}"));
        Map<?, ?> first = (Map<?, ?>) template.value(name -> null, missing::add);
        first.clear();
        assertThat(template.value(name -> null, missing::add)).isEqualTo(Map.of("a", List.of(1)));
    }

    @Test
    void everyTextThatIsNoTemplateIsToldWithItsPlace() {
        List<String> problems = new ArrayList<>();
        StructureTemplate template =
                StructureTemplate.parse(
                        yaml("{a/b: ['x', '${#a}'], c: '${d e}', f: '${g}'}"),
                        (where, problem) -> problems.add(where + " " + problem.offset()));
        assertThat(problems).containsExactly("/a~1b/1 0", "/c 0");
        assertThat(template.names()).containsExactly("g");
        assertThatThrownBy(() -> StructureTemplate.parse(yaml("['${#a}']")))
                .isInstanceOf(InvalidTemplateException.class);
    }
}
