package io.gorgon.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${VAR:-x}",
                "${#a}",
                "${!a}",
                "${a b}",
                "${a }",
                "${a",
                "${a.}",
                "${a.b.}",
                "${a[}",
                "${a[0}",
                "${a[x]}",
                "${a[]}",
                "${a['x}",
                "${'x}",
                "${'x'y}",
                "${'x'.upper()}",
                "${'\\q'}",
                "${'\\u00'}",
                "${a.eval('1')}",
                "${a.uper()}",
                "${a.split('/'}",
                "${a.split(1)}",
                "${a.split('')}",
                "${a.split('a','b')}",
                "${a.index('x')}",
                "${a.index()}",
                "${a.index(99999999999)}",
                "${a.join()}",
                "${a.trim(1)}",
                "${a.default()}",
                "${a.default(b)}",
                "${a + b}",
                "${a|upper}",
                "${a.b()}",
                "${a()}",
                "${a${b}}",
                "${${a}}",
                "${{ secrets.X }}",
                "${...}",
                "${items.map(x => x)}"
            })
    void whatIsNoExpressionOfOursIsAnErrorThatSaysWhatTemplatesCan(String text) {
        assertThatThrownBy(() -> Template.parse("abc " + text + " def"))
                .isInstanceOfSatisfying(
                        InvalidTemplateException.class, e -> assertThat(e.offset()).isEqualTo(4))
                .hasMessageContaining("is no expression of a template: ")
                .hasMessageContaining("split, index, length, trim, upper, lower, join and default")
                .hasMessageContaining("write ${'${'}");
    }

    @Test
    void aMisspeltFunctionIsMetWithTheNearest() {
        assertThatThrownBy(() -> Template.parse("${a.uper()}"))
                .hasMessageContaining("there is no function 'uper'; did you mean 'upper'?");
    }
}
