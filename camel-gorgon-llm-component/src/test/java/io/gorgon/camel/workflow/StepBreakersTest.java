package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that share a circuit breaker by their key. */
class StepBreakersTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private static String step(int retries) {
        return """
               name: t
               outputs: [o]
               steps:
                 - id: a
                   type: scripted
                   outputs: [o]
                   max_retries: %d
                   circuit_breaker_key: crm
               """
                .formatted(retries);
    }

    @Test
    void afterFiveFailuresItRefusesStepsWithoutTryingThem() {
        AtomicInteger tries = new AtomicInteger();
        ScriptedStep.script(
                "a",
                call -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("boom");
                });
        for (int i = 0; i < 5; i++) {
            assertThat(workflows.run(step(0)).result().error()).isEqualTo("Step 'a' failed: boom");
        }

        RunResult refused = workflows.run(step(3)).result();

        assertThat(refused.error()).isEqualTo("Step 'a' failed: Circuit breaker open for crm");
        assertThat(refused.steps().get(0).attempts()).isEqualTo(1);
        assertThat(tries).hasValue(5);
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void itOpensAmongTheTriesOfAStepAndEndsThem() {
        ScriptedStep.script("a", Scripts.alwaysFails());

        RunResult result = workflows.run(step(9)).result();

        assertThat(result.steps().get(0).attempts()).isEqualTo(6);
        assertThat(workflows.pauses()).hasSize(5);
        assertThat(result.error()).isEqualTo("Step 'a' failed: Circuit breaker open for crm");
    }

    @Test
    void workflowsShareItByTheKey() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        workflows.run(step(4));
        ScriptedStep.script("a", Scripts.answers("healthy", 1));
        String other = workflows.load("other.yaml", step(0), Set.of());

        Ran ran = workflows.send(other, Map.of(), Map.of(), workflows.options());

        assertThat(ran.result().workflow()).isEqualTo("other");
        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: Circuit breaker open for crm");
    }

    @Test
    void itLetsStepsThroughAgainAfterTwoThatWork() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        workflows.run(step(4));
        workflows
                .camel()
                .getRegistry()
                .lookupByNameAndType("gorgonStepBreakers", StepBreakers.class)
                .breaker("crm")
                .transitionToHalfOpenState();
        ScriptedStep.script("a", Scripts.answers("healthy", 1));

        for (int i = 0; i < 3; i++) {
            assertThat(workflows.run(step(0)).result().status()).isEqualTo(RunStatus.SUCCESS);
        }
        ScriptedStep.script("a", Scripts.alwaysFails());
        assertThat(workflows.run(step(0)).result().error()).isEqualTo("Step 'a' failed: boom");
    }

    @Test
    void oneThatFailsWhileItIsTriedOutClosesTheWayAgain() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        workflows.run(step(4));
        workflows
                .camel()
                .getRegistry()
                .lookupByNameAndType("gorgonStepBreakers", StepBreakers.class)
                .breaker("crm")
                .transitionToHalfOpenState();
        workflows.run(step(0));
        workflows.run(step(0));

        assertThat(workflows.run(step(0)).result().error())
                .isEqualTo("Step 'a' failed: Circuit breaker open for crm");
    }

    @Test
    void stepsWithoutAKeyShareNone() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        workflows.run(step(4));

        Ran ran =
                workflows.run(
                        "{name: t, outputs: [o], steps: [{id: b, type: scripted, outputs: [o]}]}");

        assertThat(ran.output("o")).isEqualTo("R-b");
    }

    @Test
    void aStepItRefusesCanBeRecovered() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        workflows.run(step(4));

        Ran ran =
                workflows.run(
                        step(0)
                                + "    on_failure: fallback\n"
                                + "    fallback: {value: instead}\n");

        assertThat(ran.output("o")).isEqualTo("instead");
    }
}
