package io.gorgon.workflow.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.workflow.compile.Drafts;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.StepTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependenciesTest {

    private static final StepTypes TYPES = StepTypes.installed();

    @Test
    void aStepWaitsForTheLastOneBeforeItThatGivesWhatItReads() {
        assertThat(
                        ofWorkflow(
                                """
                                - {id: first, type: set, params: {x: 1}}
                                - {id: second, type: set, params: {x: 2}}
                                - {id: reader, type: llm, params: {prompt: "${x} ${y}"}}
                                - {id: later, type: set, params: {y: 2}}
                                """))
                .containsEntry("first", Set.of())
                .containsEntry("second", Set.of("first"))
                .containsEntry("reader", Set.of("second"))
                .containsEntry("later", Set.of("reader"));
    }

    @Test
    void readingIsAlsoLookingAtConditionsAndWorkingInside() {
        Map<String, Set<String>> before =
                ofWorkflow(
                        """
                        - {id: a, type: set, params: {item: 1, x: 1}}
                        - {id: b, type: set, params: {y: 1}}
                        - {id: c, type: set, params: {z: 1}}
                        - id: each
                          type: fan_out
                          params:
                            items: "${y}"
                            step_template: {type: llm, params: {prompt: "${item}"}}
                        - {id: asked, type: set, params: {q: 1}, condition: {not: {field: z.deep, operator: not_empty}}}
                        - id: chosen
                          type: branch
                          params: {cases: [{when: {any: [{field: x, operator: not_empty}]},
                            steps: [{id: s, type: set, params: {w: "${y}"}}]}]}
                        - {id: after, type: set, params: {v: "${w}"}}
                        - {id: safe, type: llm, params: {prompt: Hi},
                           fallback: {step: {id: f, type: set, params: {r: "${q}"}}}}
                        """);
        assertThat(before)
                .containsEntry("each", Set.of("b"))
                .containsEntry("asked", Set.of("c"))
                .containsEntry("chosen", Set.of("a", "b"))
                .containsEntry("after", Set.of("chosen"))
                .containsEntry("safe", Set.of("asked"));
    }

    @Test
    void whatAStepDependsOnCountsAsEarlierThanIt() {
        Map<String, Set<String>> before =
                ofWorkflow(
                        """
                        - {id: reader, type: llm, params: {prompt: "${x}"}, depends_on: [writer]}
                        - {id: writer, type: set, params: {x: 1}}
                        """);
        assertThat(before)
                .containsEntry("reader", Set.of("writer"))
                .containsEntry("writer", Set.of());
    }

    @Test
    void nothingAfterAnApprovalStartsBeforeItUnlessItDependsOnSomethingElse() {
        String steps =
                """
                - {id: before, type: set, params: {x: 1}}
                - {id: gate, type: approval, params: {prompt: Go?}, depends_on: needed}
                - {id: free, type: set, params: {y: 1}}
                - {id: own, type: set, params: {z: 1}, depends_on: before}
                - {id: needed, type: set, params: {w: 1}}
                - {id: pause, type: checkpoint, params: {pause: true}}
                - {id: last, type: checkpoint}
                """;
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        expected.put("before", Set.of());
        expected.put("gate", Set.of("needed"));
        expected.put("free", Set.of("gate"));
        expected.put("own", Set.of("before"));
        expected.put("needed", Set.of());
        expected.put("pause", Set.of("gate"));
        expected.put("last", Set.of("pause"));
        assertThat(Dependencies.ofBlock(Drafts.steps(steps))).isEqualTo(expected);
        assertThat(ofWorkflow(steps)).isEqualTo(expected);
    }

    @Test
    void anApprovalWaitsForWhatItShows() {
        assertThat(
                        ofWorkflow(
                                """
                                - {id: plan, type: llm, params: {prompt: Hi}, outputs: [text]}
                                - {id: risk, type: llm, params: {prompt: Hi}, outputs: [level]}
                                - {id: gate, type: approval, params: {prompt: Go?, preview_from: [plan, level]}}
                                """))
                .containsEntry("gate", Set.of("plan", "risk"));
    }

    @Test
    void aSubWorkflowThatGetsAllVariablesWaitsForAllStepsBeforeIt() {
        assertThat(
                        ofWorkflow(
                                """
                                - {id: a, type: set, params: {x: 1}}
                                - {id: b, type: set, params: {y: 1}}
                                - {id: child, type: sub_workflow, params: {workflow: c, pass_context: true}}
                                """))
                .containsEntry("child", Set.of("a", "b"));
    }

    @Test
    void aBlockOnlyKnowsWhatItsStepsSay() {
        List<Step> steps =
                Drafts.steps(
                        "[{id: a, type: set, params: {x: 1}},"
                                + "{id: b, type: set, params: {y: '${x}'}, depends_on: [c, nowhere]},"
                                + "{id: c, type: set, params: {x: 1}}]");
        Map<String, Set<String>> before = Dependencies.ofBlock(steps);
        assertThat(before).isEqualTo(Map.of("a", Set.of(), "b", Set.of("c"), "c", Set.of()));
        assertThat(Dependencies.inOrder(steps, before).stream().map(Step::id))
                .containsExactly("a", "c", "b");
    }

    @Test
    void aCycleIsToldInItsOrder() {
        List<Step> steps =
                Drafts.steps(
                        "[{id: start, type: checkpoint, depends_on: a}, {id: a, type: checkpoint, depends_on: b},"
                                + "{id: b, type: checkpoint, depends_on: [d, c]}, {id: c, type: checkpoint, depends_on: a},"
                                + "{id: d, type: checkpoint}]");
        assertThat(Dependencies.cycle(Dependencies.declared(steps)))
                .contains(List.of("a", "b", "c"));
        assertThat(Dependencies.inOrder(steps, Dependencies.ofBlock(steps))).isEqualTo(steps);
    }

    @Test
    void aStepThatDependsOnItselfIsACycle() {
        List<Step> steps = Drafts.steps("[{id: a, type: checkpoint, depends_on: a}]");
        assertThat(Dependencies.cycle(Dependencies.declared(steps))).contains(List.of("a"));
    }

    @Test
    void aLongChainIsNoProblem() {
        Map<String, Set<String>> chain = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            chain.put("s" + i, Set.of("s" + (i + 1)));
        }
        assertThat(Dependencies.cycle(chain)).isEmpty();
        chain.put("s20000", Set.of("s19990"));
        assertThat(Dependencies.cycle(chain).map(List::size)).isEqualTo(Optional.of(11));
    }

    @Test
    void whatIsAddedNeverMakesACycle() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            List<Step> steps = Drafts.steps(randomSteps(random));
            if (Dependencies.cycle(Dependencies.declared(steps)).isEmpty()) {
                assertThat(Dependencies.cycle(Dependencies.ofBlock(steps))).isEmpty();
                assertThat(Dependencies.cycle(Dependencies.ofWorkflow(steps, TYPES))).isEmpty();
            }
        }
    }

    private static String randomSteps(Random random) {
        int size = 2 + random.nextInt(7);
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<String> dependencies = new LinkedHashSet<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                dependencies.add("s" + random.nextInt(size));
            }
            String work =
                    random.nextInt(4) == 0
                            ? "type: approval, params: {prompt: Go?}"
                            : "type: set, params: {v%d: '${v%d}'}"
                                    .formatted(random.nextInt(3), random.nextInt(3));
            steps.add("{id: s%d, %s, depends_on: %s}".formatted(i, work, dependencies));
        }
        return steps.toString();
    }

    private static Map<String, Set<String>> ofWorkflow(String steps) {
        return Dependencies.ofWorkflow(Drafts.steps(steps), TYPES);
    }
}
