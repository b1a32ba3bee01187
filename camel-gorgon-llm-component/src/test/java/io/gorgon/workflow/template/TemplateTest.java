package io.gorgon.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private final Map<String, Object> variables = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    private String render(String template) {
        return Template.parse(template).render(variables::get, missing::add);
    }

    private Object value(String template) {
        return Template.parse(template).value(variables::get, missing::add);
    }

    @Test
    void everyOccurrenceIsFilledAndAMissingOneIsToldAndEmpty() {
        variables.put("a", "val");
        assertThat(render("A=${a} m=${miss} ${a}")).isEqualTo("A=val m= val");
        assertThat(missing).containsExactly("${miss}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$a", "${ a }", "${}", "$", "${", "a ${", "$$", "${\n", "${(", "{{a}}", ""})
    void whatReadsNoVariableStaysAsItIs(String text) {
        variables.put("a", "val");
        assertThat(render(text)).isEqualTo(text);
        assertThat(Template.parse(text).names()).isEmpty();
    }

    @Test
    void aDollarBeforeAnExpressionStays() {
        variables.put("a", "val");
        assertThat(render("$${a}")).isEqualTo("$val");
    }

    @Test
    void anEmptyTextReplacesToNothingAndIsNotMissing() {
        variables.put("a", "");
        assertThat(render("[${a}]")).isEqualTo("[]");
        assertThat(missing).isEmpty();
    }

    @Test
    void aValueThatLooksLikeATemplateIsNotReadAgainInWhateverOrder() {
        Map<String, Object> later = new LinkedHashMap<>();
        later.put("b", "has ${late}");
        later.put("late", "L${b}");
        Map<String, Object> earlier = new LinkedHashMap<>();
        earlier.put("late", "L${b}");
        earlier.put("b", "has ${late}");
        for (Map<String, Object> order : List.of(later, earlier)) {
            assertThat(Template.parse("${b} ${late}").render(order::get, missing::add))
                    .isEqualTo("has ${late} L${b}");
        }
    }

    @Test
    void scalarsAreText() {
        variables.put("whole", 5);
        variables.put("binary", 5.0);
        variables.put("fraction", 0.1f);
        variables.put("large", 1e10);
        variables.put("decimal", new BigDecimal("1E+3"));
        variables.put("price", new BigDecimal("1.50"));
        variables.put("yes", true);
        assertThat(
                        render(
                                "${whole} ${binary} ${fraction} ${large} ${decimal} ${price}"
                                        + " ${yes}"))
                .isEqualTo("5 5 0.1 10000000000 1000 1.50 true");
    }

    @Test
    void aHugeExponentIsNotWrittenOut() {
        variables.put("n", new BigDecimal("1E+999999999"));
        assertThat(render("${n}")).isEqualTo("1E+999999999");
    }

    @Test
    void structuresAreCompactJson() {
        variables.put("list", List.of(1, "a b", true));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", null);
        map.put("l", List.of(Map.of("x", "é\"")));
        variables.put("map", map);
        variables.put("array", new int[] {1, 2});
        variables.put("set", Set.of("one"));
        assertThat(render("${list} ${map} ${array} ${set}"))
                .isEqualTo(
                        "[1,\"a b\",true] {\"k\":null,\"l\":[{\"x\":\"é\\\"\"}]} [1,2] [\"one\"]");
    }

    @Test
    void aStructureThatHoldsItselfIsMissingAndNoFailure() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        variables.put("self", self);
        assertThat(render("[${self}]")).isEqualTo("[]");
        assertThat(missing).containsExactly("${self}");
    }

    @Test
    void jacksonNodesAreTheValuesThatTheyHold() throws JsonProcessingException {
        variables.put(
                "n", new ObjectMapper().readTree("{\"a\":[{\"b\":\"x,y\"}],\"i\":5,\"z\":null}"));
        assertThat(render("${n.a[0].b} ${n.i} ${n.a} ${n.a[0].b.split(',')[1]}"))
                .isEqualTo("x,y 5 [{\"b\":\"x,y\"}] y");
        assertThat(value("${n.a}")).isEqualTo(List.of(Map.of("b", "x,y")));
        assertThat(missing).isEmpty();
        assertThat(value("${n.z}")).isNull();
        assertThat(missing).containsExactly("${n.z}");
    }

    @Test
    void pathsReadMapsAndLists() {
        variables.put(
                "a", Map.of("b", List.of("first", Map.of("c", "deep")), "with space", "quoted"));
        assertThat(render("${a.b[0]} ${a.b[1].c} ${a.b[-2]} ${a['with space']} ${a['b'][0]}"))
                .isEqualTo("first deep first quoted first");
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${text.key}",
                "${text[0]}",
                "${map.nothing}",
                "${map.nothing.more[3].x}",
                "${map[0]}",
                "${list[2]}",
                "${list[-3]}",
                "${list.key}",
                "${list['0']}",
                "${list.split(',')}",
                "${map.upper()}",
                "${list.trim()}",
                "${text.join(',')}",
                "${map.join(',')}",
                "${nothing.length()}",
                "${text.index(0)}",
                "${nothing}"
            })
    void whatAValueDoesNotHaveIsNoValueAndNeverAFailure(String template) {
        variables.put("text", "some");
        variables.put("map", Map.of("k", "v"));
        variables.put("list", List.of("a", "b"));
        assertThat(render(template)).isEmpty();
        assertThat(missing).containsExactly(template);
        assertThat(value(template)).isNull();
    }

    @Test
    void aVariableWithDotsInItsNameComesBeforeThePath() {
        variables.put("a", Map.of("b", Map.of("c", "path")));
        assertThat(render("${a.b.c}")).isEqualTo("path");
        variables.put("a.b", Map.of("c", "half"));
        assertThat(render("${a.b.c}")).isEqualTo("half");
        variables.put("a.b.c", "flat");
        assertThat(render("${a.b.c} ${a.b.c.upper()}")).isEqualTo("flat FLAT");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "${repo.split('/')[0]}|owner",
                "${repo.split('/')[1].upper()}|NAME",
                "${repo.split(\"/\").index(-1)}|name",
                "${repo.split('/').join(' - ')}|owner - name",
                "${repo.length()}|10",
                "${repo.split('/').length()}|2",
                "${number.length()}|4",
                "${emoji.length()}|1",
                "${map.length()}|1",
                "${blank.trim()}|x",
                "${blank.split()[0]}|x",
                "${words.split()}|[\"a\",\"b\"]",
                "${lines.split('\\n')[1]}|second",
                "${loud.lower()}|hi",
                "${yes.upper()}|TRUE",
                "${number.split('.')[0]}|12",
                "${mixed.join('+')}|1+[2]+true",
                "${nothing.default('x')}|x",
                "${empty.default('x')}|x",
                "${empty.default(\"x\").upper()}|X",
                "${nothing.some[0].default('x')}|x",
                "${nothing.default(3)}|3",
                "${blank.trim().default('x')}|x"
            })
    void functionsCanBeChained(String template, String expected) {
        variables.put("repo", "owner/name");
        variables.put("number", 12.5);
        variables.put("emoji", "😀");
        variables.put("map", Map.of("k", "v"));
        variables.put("blank", " x\n");
        variables.put("words", " a  b ");
        variables.put("lines", "first\nsecond");
        variables.put("loud", "HI");
        variables.put("yes", true);
        variables.put("mixed", List.of(1, List.of(2), true));
        variables.put("empty", "");
        assertThat(render(template)).isEqualTo(expected);
        assertThat(missing).isEmpty();
    }

    @Test
    void aTextInQuotesStandsForItself() {
        assertThat(render("${'{'}{x}}")).isEqualTo("{{x}}");
        assertThat(render("${'${'}VAR:-x}")).isEqualTo("${VAR:-x}");
        assertThat(render("${\"it's\"} ${'it\\'s'} ${'}'} ${'\\u007b\\\\\\n'} ${''}"))
                .isEqualTo("it's it's } {\\\n ");
        assertThat(missing).isEmpty();
    }

    @Test
    void namesAndReferencesTellWhatIsRead() {
        Template template =
                Template.parse("x ${a.b.c[0].d} ${'lit'} ${ no } ${e.default('y')} ${a}");
        assertThat(template.names()).containsExactly("a", "e");
        assertThat(template.references())
                .containsExactly(
                        new Reference("${a.b.c[0].d}", "a", List.of("a.b.c", "a.b", "a"), false, 2),
                        new Reference("${e.default('y')}", "e", List.of("e"), true, 33),
                        new Reference("${a}", "a", List.of("a"), false, 51));
    }

    @Test
    void aTextThatIsOneExpressionKeepsTheValue() {
        List<Object> list = List.of(1, 2);
        variables.put("l", list);
        variables.put("n", 5);
        assertThat(value("${l}")).isSameAs(list);
        assertThat(value("${n}")).isEqualTo(5);
        assertThat(value("${l} ")).isEqualTo("[1,2] ");
        assertThat(value("${l[1]}")).isEqualTo(2);
        assertThat(Template.parse("${l}").isSole()).isTrue();
        assertThat(Template.parse("${l}").soleName()).contains("l");
        assertThat(Template.parse("${l[1]}").isSole()).isTrue();
        assertThat(Template.parse("${l[1]}").soleName()).isEmpty();
        assertThat(Template.parse("${'l'}").soleName()).isEmpty();
        assertThat(Template.parse("${l}${l}").isSole()).isFalse();
        assertThat(Template.parse("l").isSole()).isFalse();
        assertThat(Template.parse("").value(variables::get, missing::add)).isEqualTo("");
    }

    @Test
    void namesMayHoldDashesAndLettersOfAnyAlphabet() {
        variables.put("my-name", "a");
        variables.put("größe", "b");
        variables.put("__token", "c");
        variables.put("3d_model", "d");
        assertThat(render("${my-name}${größe}${__token}${3d_model}")).isEqualTo("abcd");
    }
}
