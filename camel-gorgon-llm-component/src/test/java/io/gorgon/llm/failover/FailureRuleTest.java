package io.gorgon.llm.failover;

import static io.gorgon.llm.failover.FailureRule.NEXT;
import static io.gorgon.llm.failover.FailureRule.NEXT_HEALTHY;
import static io.gorgon.llm.failover.FailureRule.NEXT_IF_LOCAL;
import static io.gorgon.llm.failover.FailureRule.STOP;
import static io.gorgon.llm.failover.FailureRule.TRY_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.gorgon.llm.Attempt;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BillingException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.ContentRefusedException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureRuleTest {

    private static final String P = "provider";
    private static final String M = "model";
    private static final LlmResponse ANSWER =
            new LlmResponse(
                    "no JSON",
                    null,
                    M,
                    P,
                    "mock",
                    ModelTier.FAST,
                    TokenUsage.reported(1, 1),
                    1,
                    null,
                    FinishReason.STOP,
                    1,
                    List.of(),
                    null);
    private static final OverloadedException BUSY = new OverloadedException(P, M, 503, "t", null);

    private static final Map<LlmException, FailureRule> RULES =
            Map.ofEntries(
                    Map.entry(new RateLimitedException(P, M, 429, "t", null), TRY_AGAIN),
                    Map.entry(BUSY, TRY_AGAIN),
                    Map.entry(new UnreachableException(P, M, 0, "t", null), NEXT),
                    Map.entry(
                            new LlmTimeoutException(
                                    P, M, LlmTimeoutException.Phase.FIRST_TOKEN, "", "t"),
                            NEXT),
                    Map.entry(new BrokenStreamException(P, M, "", "t", null), NEXT),
                    Map.entry(new BillingException(P, M, 402, "t", null), NEXT_HEALTHY),
                    Map.entry(new OutOfMemoryException(P, M, 500, "t", null), NEXT_HEALTHY),
                    Map.entry(
                            new ContextWindowExceededException(P, M, 400, "t", null), NEXT_HEALTHY),
                    Map.entry(new NotAllowedException(P, M, 0, "t", null), NEXT_IF_LOCAL),
                    Map.entry(new BudgetExceededException("t", null), STOP),
                    Map.entry(new StateUnavailableException("t", null), STOP),
                    Map.entry(new AuthenticationException(P, M, 401, "t", null), NEXT_IF_LOCAL),
                    Map.entry(new ModelNotFoundException(P, M, 404, "t", null), NEXT_IF_LOCAL),
                    Map.entry(
                            new UnsupportedByProviderException(P, M, 400, "t", null),
                            NEXT_IF_LOCAL),
                    Map.entry(new BadRequestException(P, M, 400, "t", null), STOP),
                    Map.entry(new ContentRefusedException(P, M, 400, "t", null), STOP),
                    Map.entry(new InvalidOutputException(ANSWER, List.of("no JSON")), STOP),
                    Map.entry(new CancelledException(P, M, 0, "t", null), STOP),
                    Map.entry(
                            new AttemptsFailedException(
                                    List.of(new Attempt(P, M, "overloaded", 1)), List.of(BUSY)),
                            NEXT));

    @Test
    void eachClassOfFailureHasItsRule() {
        RULES.forEach(
                (failure, rule) ->
                        assertThat(FailureRule.of(failure)).as(failure.kind()).isEqualTo(rule));
    }

    @Test
    void noClassOfFailureIsWithoutOne() {
        Set<String> classes =
                new ClassFileImporter()
                        .importPackagesOf(LlmException.class).stream()
                                .filter(type -> type.isAssignableTo(LlmException.class))
                                .filter(
                                        type ->
                                                !type.getModifiers()
                                                        .contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::getName)
                                .collect(Collectors.toSet());

        assertThat(RULES.keySet().stream().map(failure -> failure.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(classes);
    }

    @Test
    void onlyTroubleOfTheProviderCountsAgainstIt() {
        assertThat(FailureRule.values())
                .filteredOn(FailureRule::countsAgainstProvider)
                .containsExactly(TRY_AGAIN, NEXT);
    }
}
