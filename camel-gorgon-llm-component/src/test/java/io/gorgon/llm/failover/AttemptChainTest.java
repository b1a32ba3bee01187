package io.gorgon.llm.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.UnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptChainTest {

    private static final Duration TOOK = Duration.ofMillis(7);
    private static final Candidate HERE = new Candidate("here", true);
    private static final Candidate THERE = new Candidate("there", false);
    private static final Candidate SPARE = new Candidate("spare", true);
    private static final LlmException BUSY = new OverloadedException("x", "m", 503, "busy", null);
    private static final LlmException GONE = new UnreachableException("x", "m", 0, "gone", null);

    private final MovedClock clock = new MovedClock();
    private double random;

    private static FailoverSettings settings(int retries) {
        return new FailoverSettings(
                true,
                retries,
                Duration.ofMillis(400),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5));
    }

    private AttemptChain chain(int retries, Candidate... candidates) {
        return new AttemptChain(List.of(candidates), settings(retries), null, clock, () -> random);
    }

    private static Duration fails(AttemptChain chain, LlmException failure) {
        return chain.failed(failure, failure.kind(), TOOK);
    }

    @Test
    void aBusyProviderIsTriedAgainWithWaitsThatDouble() {
        AttemptChain chain = chain(3, HERE, THERE);

        assertThat(fails(chain, BUSY)).isEqualTo(Duration.ofMillis(400));
        assertThat(fails(chain, BUSY)).isEqualTo(Duration.ofMillis(800));
        assertThat(fails(chain, BUSY)).isEqualTo(Duration.ofMillis(1600));
        assertThat(chain.current()).isEqualTo(HERE);
        assertThat(fails(chain, BUSY)).isZero();
        assertThat(chain.current()).isEqualTo(THERE);
    }

    @Test
    void jitterAddsUpToAQuarterAndTakesNothingAway() {
        random = 1;
        assertThat(fails(chain(1, HERE), BUSY)).isEqualTo(Duration.ofMillis(500));
        random = 0.5;
        assertThat(fails(chain(1, HERE), BUSY)).isEqualTo(Duration.ofMillis(450));
        random = 0;
        assertThat(fails(chain(1, HERE), BUSY)).isEqualTo(Duration.ofMillis(400));
    }

    private static final Candidate HERE_WISHED = HERE.with("m");

    @Test
    void aPreferredModelThatIsMissingLeavesTheProviderToTheTiersModel() {
        for (LlmException failure :
                List.of(
                        new ModelNotFoundException("x", "m", 404, "no such model", null),
                        new OutOfMemoryException("x", "m", 500, "too large", null))) {
            AttemptChain chain = chain(3, HERE_WISHED, HERE, THERE);
            assertThat(fails(chain, failure)).isZero();
            assertThat(chain.current()).isEqualTo(HERE);
            assertThat(chain.prefersModel()).isTrue();
        }
    }

    @Test
    void aProviderInTroubleIsNotAskedAgainForTheTiersModel() {
        AttemptChain chain = chain(0, HERE_WISHED, HERE, THERE);

        fails(chain, GONE);

        assertThat(chain.current()).isEqualTo(THERE);
    }

    @Test
    void theTiersModelFailsByTheUsualRules() {
        AttemptChain chain = chain(0, HERE_WISHED, HERE, THERE);
        LlmException missing = new ModelNotFoundException("x", "m", 404, "no such model", null);
        fails(chain, missing);

        assertThatThrownBy(() -> fails(chain, missing)).isInstanceOf(LlmException.class);
        assertThat(chain(0, HERE).prefersModel()).isFalse();
    }

    private static LlmException limited(Duration asked) {
        return new RateLimitedException("x", "m", 429, "slow down", asked);
    }

    @Test
    void theWaitThatAProviderAsksForIsAFloor() {
        assertThat(fails(chain(1, HERE), limited(Duration.ofSeconds(3))))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(fails(chain(1, HERE), limited(Duration.ofMillis(1))))
                .isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void aProviderThatAsksForMoreThanTheLongestWaitIsLeft() {
        AttemptChain chain = chain(3, HERE, THERE);

        assertThat(fails(chain, limited(Duration.ofMillis(5001)))).isZero();
        assertThat(chain.current()).isEqualTo(THERE);
    }

    @Test
    void aWaitThatWouldOutlastTheDeadlineIsNotWaited() {
        Instant deadline = clock.instant().plusSeconds(2);
        AttemptChain chain =
                new AttemptChain(List.of(HERE, THERE), settings(3), deadline, clock, () -> random);

        assertThat(chain.end()).isEqualTo(deadline);
        assertThat(fails(chain, limited(Duration.ofSeconds(2)))).isZero();
        assertThat(chain.current()).isEqualTo(THERE);
    }

    @Test
    void nobodyIsAskedAfterTheDeadline() {
        AttemptChain chain = chain(3, HERE, THERE);
        clock.pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> fails(chain, GONE)).isSameAs(GONE);
    }

    @Test
    void theChainEndsAtItsOwnLimitWhereTheRequestAllowsMore() {
        AttemptChain chain =
                new AttemptChain(
                        List.of(HERE),
                        settings(0),
                        clock.instant().plusSeconds(3600),
                        clock,
                        () -> random);

        assertThat(chain.end()).isEqualTo(clock.instant().plusSeconds(60));
    }

    @Test
    void eachProviderHasItsOwnTriesAndWaits() {
        AttemptChain chain = chain(1, HERE, THERE);

        assertThat(fails(chain, BUSY)).isEqualTo(Duration.ofMillis(400));
        assertThat(fails(chain, BUSY)).isZero();
        assertThat(fails(chain, BUSY)).isEqualTo(Duration.ofMillis(400));
        assertThatThrownBy(() -> fails(chain, BUSY)).isInstanceOf(AttemptsFailedException.class);
    }

    @Test
    void anUnreachableProviderIsNotTriedAgain() {
        AttemptChain chain = chain(3, HERE, THERE);

        assertThat(fails(chain, GONE)).isZero();
        assertThat(chain.current()).isEqualTo(THERE);
    }

    @Test
    void aMissingKeyLeadsPastCloudProvidersToALocalOne() {
        AttemptChain chain = chain(3, HERE, THERE, SPARE);

        fails(chain, new AuthenticationException("here", null, 401, "no key", null));

        assertThat(chain.current()).isEqualTo(SPARE);
    }

    @Test
    void aMissingKeyIsTheEndWhereOnlyCloudProvidersAreLeft() {
        LlmException noKey = new AuthenticationException("here", null, 401, "no key", null);

        assertThatThrownBy(() -> fails(chain(3, HERE, THERE), noKey)).isSameAs(noKey);
    }

    @Test
    void aSingleFailureIsThrownAsItIs() {
        assertThatThrownBy(() -> fails(chain(0, HERE), GONE)).isSameAs(GONE);
        LlmException wrong = new BadRequestException("here", "m", 400, "wrong", null);
        assertThatThrownBy(() -> fails(chain(3, HERE, THERE), wrong)).isSameAs(wrong);
    }

    @Test
    void severalFailuresAreThrownAsOneThatNamesThemAll() {
        AttemptChain chain = chain(1, HERE, THERE);
        fails(chain, BUSY);
        fails(chain, BUSY);

        assertThatThrownBy(() -> fails(chain, GONE))
                .isInstanceOfSatisfying(
                        AttemptsFailedException.class,
                        e ->
                                assertThat(e.attempts())
                                        .containsExactly(
                                                new Attempt("here", "m", "overloaded", 7),
                                                new Attempt("here", "m", "overloaded", 7),
                                                new Attempt("there", "m", "unreachable", 7)))
                .hasMessageContaining("here m: overloaded after 7 ms")
                .hasMessageContaining("there m: unreachable after 7 ms")
                .hasCause(GONE);
        assertThat(chain.failed()).hasSize(3);
    }
}
