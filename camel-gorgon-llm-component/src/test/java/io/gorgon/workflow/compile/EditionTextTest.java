package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowPolicy;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import org.junit.jupiter.api.Test;

class EditionTextTest {

    private static final WorkflowCompiler COMPILER =
            new WorkflowCompiler(StepTypes.installed(), role -> ModelTier.STANDARD);

    private static final String STEPS =
            """
            settings: {auto_parallel: true}
            steps:
              - id: a
                type: fan_out
                params: {items: [1], step_template: {type: set, params: {x: 1}}}
                on_failure: continue_with_default
                default_output: {x: 1}
              - {id: l, type: loop, params: {count: 2, steps: [{id: m, type: set, params: {y: 1}}]}}
              - {id: s, type: sub_workflow, params: {workflow: child.yaml}}
            """;

    private static final Workflow WORKFLOW = Drafts.workflow("w", STEPS);

    @Test
    void allNamesOfAnEditionAreItsOwn() {
        String usual = COMPILER.compile(WORKFLOW);
        String edition = COMPILER.compile(WORKFLOW, "abc");

        assertThat(edition)
                .contains("id: gorgon-workflow-w@abc\n")
                .contains("nodePrefixId: w@abc.\n")
                .contains("uri: direct:gorgon-workflow-w@abc\n")
                .contains("to: direct:gorgon-workflow-child@abc\n");
        assertThat(edition.replace("@abc", "")).isEqualTo(usual);
        assertThat(usual).doesNotContain("@");
    }

    @Test
    void anEditionLoadsBesideTheOthers() throws Exception {
        String all =
                COMPILER.compile(WORKFLOW)
                        + COMPILER.compile(WORKFLOW, "abc")
                        + COMPILER.compile(WORKFLOW, "def");
        try (LoadedRoute route = new LoadedRoute(all)) {
            assertThat(route.context().getRoutes())
                    .extracting(each -> each.getRouteId())
                    .contains(
                            "gorgon-workflow-w", "gorgon-workflow-w@abc", "gorgon-workflow-w@def");
            assertThat(route.bean("w@abc", WorkflowPolicy.class))
                    .isNotSameAs(route.bean("w", WorkflowPolicy.class));
        }
    }
}
