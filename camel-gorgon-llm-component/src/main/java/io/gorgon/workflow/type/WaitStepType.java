package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.yaml.QuotedText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. */
public final class WaitStepType implements ActionStepType {

    /** A leap year, in seconds. */
    private static final BigDecimal MOST = BigDecimal.valueOf(366L * 24 * 3600);

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String description() {
        return "Waits for a time, or until a time.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .either(
                        "seconds",
                        "How long it waits, in seconds; may be a placeholder.",
                        "number",
                        "string")
                .text(
                        "until",
                        "Until when it waits: a date and time with its zone, as in ISO 8601.")
                .oneOf("seconds", "until")
                .build();
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of("waited_ms");
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Object run(StepCall call) throws InterruptedException {
        Duration duration = duration((Map<?, ?>) call.input());
        if (duration.compareTo(call.timeLeft()) > 0) {
            throw new PermanentFailure(
                    "it would wait for %d seconds, which is longer than the step may take; raise its timeout_seconds"
                            .formatted(duration.toSeconds()));
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = call.cancellation().onCancel(cancelled::countDown);
        try {
            cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            registration.close();
        }
        return Map.of("waited_ms", duration.toMillis());
    }

    @Override
    public Object dryRun(StepCall call) {
        return Map.of("waited_ms", 0, "dry_run", true);
    }

    private static Duration duration(Map<?, ?> params) {
        Object until = params.get("until");
        if (until != null) {
            try {
                Duration left =
                        Duration.between(Instant.now(), OffsetDateTime.parse(until.toString()));
                return left.isNegative() ? Duration.ZERO : left;
            } catch (DateTimeParseException e) {
                throw new PermanentFailure(
                        "until must be a date and time with its zone, such as"
                                + " 2027-01-31T08:00:00Z, but is "
                                + QuotedText.of(until.toString()),
                        e);
            }
        }
        return PlainValues.number(params.get("seconds"))
                .filter(seconds -> seconds.signum() >= 0 && seconds.compareTo(MOST) <= 0)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
                .orElseThrow(
                        () -> new PermanentFailure("seconds must be a number from 0 to 31622400"));
    }
}
