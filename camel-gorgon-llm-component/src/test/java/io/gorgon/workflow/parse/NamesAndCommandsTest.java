package io.gorgon.workflow.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What would stop Camel from loading the route of a workflow is found before. */
class NamesAndCommandsTest {

    @Test
    void anOutputWhoseNameNoVariableCanHaveIsAnError() {
        assertThat(
                        Parsing.placedErrors(
                                "name: t\noutputs: [a, '{{b}}']\n"
                                        + "steps: [{id: a, type: checkpoint, outputs: a}]"))
                .containsExactly(
                        "2:14: the name of the output '{{b}}' cannot be read as a variable;"
                                + " use letters, digits, '_' and '-'");
    }

    @Test
    void aCommandIntoWhichNoValueCanBePutStandsAtItsPlace() {
        assertThat(
                        Parsing.placedErrors(
                                "name: t\ninputs: [x]\nsteps:\n- id: a\n  type: shell\n"
                                        + "  params: {command: 'if true; then echo ${x}'}"))
                .singleElement()
                .asString()
                .startsWith("6:")
                .contains("'fi' is missing");
    }

    @Test
    void aPlaceholderInACommandThatIsNoneStandsAtItsPlace() {
        assertThat(
                        Parsing.placedErrors(
                                "name: t\ninputs: [x]\nsteps:\n- id: a\n  type: shell\n"
                                        + "  params: {command: 'find \"${x\" -o \"${x}\"'}"))
                .singleElement()
                .asString()
                .startsWith("6:")
                .contains("is no expression of a template");
    }
}
