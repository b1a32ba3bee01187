package io.gorgon.camel.durable;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.durable.BillingProvider.Call;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process dies at a certain place; the one after it goes on by itself, and this is what it does.
 */
@Tag("kill")
class CrashWindowsTest {

    private static final String CHAIN =
            """
            name: Chain
            inputs: {key: {type: string, required: true}}
            outputs: [one, two, three]
            steps:
              - {id: s1, type: llm, outputs: [one], params: {prompt: "<<${key}|s1>>", max_tokens: 50}}
              - id: s2
                type: llm
                outputs: [two]
                params: {prompt: "<<${key}|s2>> ${one}", max_tokens: 50}
              - id: s3
                type: llm
                outputs: [three]
                params: {prompt: "<<${key}|s3>> ${two}", max_tokens: 50}
            """;

    private static final String STRUCTURED =
            """
            name: Structured
            inputs: {key: {type: string, required: true}}
            outputs: [left, right]
            steps:
              - id: misfit
                type: llm
                outputs: [left, right]
                params: {prompt: "<<${key}|misfit>>", max_tokens: 50}
            """;

    private static final String FAN_OUT =
            """
            name: Fan-out
            inputs: {key: {type: string, required: true}}
            outputs: [found]
            steps:
              - id: each
                type: fan_out
                params:
                  max_concurrent: 2
                  items: [a, b, c, d, e, f, g, h]
                  step_template:
                    {type: llm, params: {prompt: "<<${key}|each[${index}]>> ${item}", max_tokens: 50}}
                outputs: [found]
            """;

    private static final String GATE =
            """
            name: Gate
            inputs: {key: {type: string, required: true}}
            outputs: [one, two]
            steps:
              - {id: s1, type: llm, outputs: [one], params: {prompt: "<<${key}|s1>>", max_tokens: 50}}
              - {id: ask, type: approval, params: {prompt: "May it? ${one}"}}
              - {id: s2, type: llm, outputs: [two], params: {prompt: "<<${key}|s2>>", max_tokens: 50}}
            """;

    private static final String KEY = "run";

    @TempDir Path folder;
    private DurableTrial trial;

    @BeforeEach
    void open() {
        trial = new DurableTrial(folder).onFile("");
    }

    @AfterEach
    void close() {
        trial.close();
    }

    /** Starts the run in a process that is to die at this place. */
    private void crash(String workflow, String point, int count, long micros) {
        trial.withWorkflow("w", KEY, workflow);
        Runner runner = trial.prepare();
        runner.open().tell("crash %s %d %d".formatted(point, count, micros)).awaitLine("open");
        trial.startAll(runner);
        trial.awaitCrash(runner);
    }

    /** A second process, which nobody tells anything but to open. */
    private Runner next() {
        return trial.prepare().open();
    }

    private Audit finish() throws Exception {
        Runner runner = next();
        trial.awaitAllEnded(runner);
        runner.kill();
        Audit audit = Audit.of(trial);
        trial.assertSameOutputsAsWithoutInterruption();
        return audit;
    }

    private long paid(String path) {
        return trial.provider().bills(KEY).stream()
                .filter(bill -> bill.call().path().equals(path))
                .count();
    }

    @Test
    void beforeACallIsWrittenDownNothingIsLost() throws Exception {
        crash(CHAIN, CrashPoint.BEFORE_RESERVING, 2, 0);
        Audit audit = finish();

        assertThat(trial.provider().bills()).hasSize(3);
        assertThat(audit.inDoubtTokens()).isZero();
    }

    @Test
    void betweenTheReservationAndTheRequestTheCallIsInDoubtAndMadeOnceMore() throws Exception {
        crash(CHAIN, CrashPoint.RESERVED, 2, 0);
        Audit audit = finish();

        assertThat(trial.provider().bills()).hasSize(3);
        assertThat(audit.inDoubtTokens()).isPositive();
    }

    @Test
    void whileTheProviderWorksTheCallIsInDoubtAndPaidOnceMore() throws Exception {
        crashWhenAsked(CHAIN, "s2", 1);
        finish();

        assertThat(paid("s1")).isEqualTo(1);
        assertThat(paid("s2")).isEqualTo(2);
        assertThat(paid("s3")).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasNotWrittenDownYetIsPaidOnceMore() throws Exception {
        crash(CHAIN, CrashPoint.ANSWERED, 2, 0);
        finish();

        assertThat(paid("s1")).isEqualTo(1);
        assertThat(paid("s2")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 150, 400, 1000})
    void whileAnAnswerIsBeingWrittenDownAllOrNothingIsKept(long micros) throws Exception {
        crash(CHAIN, CrashPoint.RECORDING, 2, micros);
        finish();

        assertThat(paid("s1")).isEqualTo(1);
        assertThat(paid("s2")).isBetween(1L, 2L);
    }

    @Test
    void anAnswerThatWasWrittenDownIsLookedAtAfterwards() throws Exception {
        crash(CHAIN, CrashPoint.RECORDED, 2, 0);
        Audit audit = finish();

        assertThat(trial.provider().bills()).hasSize(3);
        assertThat(audit.inDoubtTokens()).isZero();
    }

    @Test
    void anAnswerThatMissesItsSchemaIsNotPaidAgainWhenItsRepairIsInterrupted() throws Exception {
        crashWhenAsked(STRUCTURED, "misfit", 2);
        finish();

        assertThat(paid("misfit")).isEqualTo(3);
    }

    @Test
    void halfAFanOutIsNotDoneAgain() throws Exception {
        trial.provider().withDelays(20);
        crashWhenAsked(FAN_OUT, "each[4]", 1);
        finish();

        assertThat(trial.provider().bills()).hasSizeLessThanOrEqualTo(8 + 2);
        assertThat(paid("each[0]")).isEqualTo(1);
        assertThat(paid("each[1]")).isEqualTo(1);
    }

    @Test
    void anApprovalSurvivesBeforeAnybodyHasSeenItsToken() throws Exception {
        trial.withWorkflow("w", KEY, GATE);
        Runner first = trial.prepare().open();
        first.tell("crash asked 1 0").awaitLine("open");
        trial.startAll(first);
        first.tell("answer");
        trial.awaitCrash(first);
        Runner second = next();
        second.tell("answer");
        trial.awaitAllEnded(second);
        second.kill();

        Audit.of(trial);
        trial.assertSameOutputsAsWithoutInterruption();
        assertThat(trial.provider().bills()).hasSize(2);
    }

    @Test
    void anApprovalCountsThatWasGivenRightBeforeTheEnd() throws Exception {
        trial.withWorkflow("w", KEY, GATE);
        Runner first = trial.prepare().open();
        first.tell("crash decided 1 0").awaitLine("open");
        trial.startAll(first);
        first.awaitLine("result");
        first.tell("decide " + KEY);
        trial.awaitCrash(first);
        finish();

        assertThat(trial.provider().bills()).hasSize(2);
    }

    @Test
    void aStepThatWaitsForItsNextTryKeepsItsCount() throws Exception {
        trial.withWorkflow(
                "w",
                KEY,
                """
                name: Tries
                inputs: {key: {type: string, required: true}}
                outputs: [one]
                steps:
                  - id: s1
                    type: llm
                    outputs: [one]
                    max_retries: 2
                    params: {prompt: "<<${key}|s1>>", max_tokens: 50}
                """);
        Call call = new Call(KEY, "s1");
        trial.provider().failFirst(call, 2);
        Runner first = trial.prepare().open();
        trial.startAll(first);
        trial.awaitRequests(1);
        first.awaitLine("retrying s1");
        trial.kill(first);
        finish();

        assertThat(trial.provider().requests(call)).isEqualTo(3);
        assertThat(paid("s1")).isEqualTo(1);
    }

    @Test
    void aRunThatHasEndedIsNotDoneAgainForTheSameStartKey() throws Exception {
        trial.withWorkflow("w", KEY, CHAIN);
        Runner first = trial.prepare().open();
        trial.startAll(first);
        trial.awaitAllEnded(first);
        trial.kill(first);
        Runner second = next();
        second.awaitLine("open");
        second.tell("start w " + KEY).awaitLine("result " + KEY);
        second.kill();

        Audit.of(trial);
        assertThat(trial.provider().bills()).hasSize(3);
    }

    private void crashWhenAsked(String workflow, String path, int number) {
        trial.withWorkflow("w", KEY, workflow);
        AtomicReference<Runner> victim = new AtomicReference<>();
        Call call = new Call(KEY, path);
        trial.provider()
                .whenAsked(
                        asked -> {
                            if (asked.equals(call)
                                    && trial.provider().requests(call) == number
                                    && victim.get() != null) {
                                trial.kill(victim.getAndSet(null));
                            }
                        });
        Runner runner = trial.prepare();
        victim.set(runner);
        runner.open().awaitLine("open");
        trial.startAll(runner);
        runner.awaitEnd();
    }
}
