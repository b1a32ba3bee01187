package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.Definition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadedWorkflowsTest {

    private static final String LEAF =
            """
            name: Leaf
            steps:
              - {id: a, type: set, params: {x: 1}}
            """;

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void stop() {
        runner.close();
    }

    private static String calling(String... workflows) {
        StringBuilder text = new StringBuilder("name: Caller\nsteps:\n");
        for (String each : workflows) {
            text.append("  - {id: call_")
                    .append(each)
                    .append(", type: sub_workflow, params: {workflow: ")
                    .append(each)
                    .append("}}\n");
        }
        return text.toString();
    }

    private List<Definition> definitions(String id) {
        return WorkflowRuntime.of(runner.camel()).definitions(id);
    }

    private List<String> ids(String id) {
        return definitions(id).stream().map(Definition::workflow).toList();
    }

    private void load(String file, String text) {
        runner.load(file, text, Set.of());
    }

    @Test
    void aWorkflowIsKnownByItsText() {
        load("leaf.gorgon.yaml", LEAF);

        assertThat(definitions("leaf"))
                .containsExactly(Definition.of("leaf", "leaf.gorgon.yaml", LEAF));
    }

    @Test
    void theWorkflowsThatItCallsComeAfterIt() {
        load("leaf.yaml", LEAF);
        load("other.yaml", LEAF);
        load("middle.yaml", calling("leaf"));
        load("top.yaml", calling("middle", "other", "leaf"));

        assertThat(ids("top")).containsExactly("top", "middle", "other", "leaf");
        assertThat(ids("middle")).containsExactly("middle", "leaf");
    }

    @Test
    void callsInsideOfStepsAndInFallbacksCount() {
        load("leaf.yaml", LEAF);
        load("other.yaml", LEAF);
        load("third.yaml", LEAF);
        load(
                "top.yaml",
                """
                name: Top
                steps:
                  - id: a
                    type: parallel
                    params:
                      steps:
                        - id: b
                          type: loop
                          params:
                            count: 2
                            steps: [{id: c, type: sub_workflow, params: {workflow: leaf}}]
                  - id: d
                    type: fan_out
                    params: {items: [1], step_template: {type: sub_workflow, params: {workflow: third}}}
                  - id: e
                    type: set
                    params: {x: 1}
                    on_failure: fallback
                    fallback: {step: {type: sub_workflow, params: {workflow: other}}}
                """);

        assertThat(ids("top")).containsExactlyInAnyOrder("top", "leaf", "third", "other");
    }

    @Test
    void workflowsThatCallEachOtherAreNamedOnce() {
        load("one.yaml", calling("two"));
        load("two.yaml", calling("one"));

        assertThat(ids("one")).containsExactly("one", "two");
    }

    @Test
    void anotherTextCountsFromThenOn() {
        load("leaf.yaml", LEAF);
        String before = definitions("leaf").get(0).hash();
        load("leaf.yaml", LEAF.replace("x: 1", "x: 2"));

        assertThat(definitions("leaf"))
                .singleElement()
                .satisfies(text -> assertThat(text.source()).contains("x: 2"))
                .satisfies(text -> assertThat(text.hash()).isNotEqualTo(before));
    }

    @Test
    void aTextWhoseRouteIsNotThereYetDoesNotCount() {
        load("leaf.yaml", LEAF);
        String later = LEAF.replace("x: 1", "x: 2");
        WorkflowRuntime.of(runner.camel())
                .workflows()
                .offer(runner.read("leaf.yaml", later, Set.of()).workflow(), "leaf.yaml");

        assertThat(definitions("leaf")).extracting(Definition::source).containsExactly(LEAF);
    }

    @Test
    void aRouteThatWasMadeByHandHasNoText() throws Exception {
        String made =
                GorgonWorkflowLoader.workflows(runner.camel())
                        .compile(runner.read("leaf.yaml", LEAF, Set.of()).workflow());
        runner.camel().addRoutes(GorgonWorkflowLoader.routes(runner.camel(), made, "leaf"));

        assertThat(definitions("leaf")).isEmpty();
        assertThat(definitions("nobody")).isEmpty();
    }
}
