package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.failover.ResilienceSettings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderBreakersTest {

    private static final LlmException GONE = new UnreachableException("here", null, 0, "t", null);
    private static final LlmException WRONG = new BadRequestException("here", "m", 400, "t", null);
    private static final LlmException BROKEN =
            new BrokenStreamException("here", "m", "so far", "t", null);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProviderBreakers breakers = new ProviderBreakers();
    private CircuitBreaker breaker;

    @BeforeEach
    void bind() {
        LlmProvider provider =
                (LlmProvider)
                        Proxy.newProxyInstance(
                                LlmProvider.class.getClassLoader(),
                                new Class<?>[] {LlmProvider.class},
                                (proxy, method, arguments) -> "here");
        breakers.bind(
                context,
                provider,
                new ResilienceSettings(
                        50,
                        4,
                        4,
                        Duration.ofHours(1),
                        2,
                        Duration.ofMinutes(1),
                        100,
                        10,
                        Duration.ofSeconds(1)));
        breaker =
                context.getRegistry()
                        .lookupByNameAndType("gorgonBreaker-here", CircuitBreaker.class);
    }

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    private void call(LlmException failure) {
        catchThrowable(
                () ->
                        breaker.executeRunnable(
                                () -> {
                                    if (failure != null) {
                                        throw failure;
                                    }
                                }));
    }

    @Test
    void itOpensAtTheRateOfFailuresAndNotBeforeTheMinimumOfCalls() {
        call(GONE);
        call(GONE);
        call(null);
        assertThat(breakers.state("here")).isEqualTo("CLOSED");

        call(null);
        assertThat(breakers.state("here")).isEqualTo("OPEN");
    }

    @Test
    void itStaysClosedBelowTheRate() {
        call(GONE);
        call(null);
        call(null);
        call(null);

        assertThat(breakers.state("here")).isEqualTo("CLOSED");
    }

    @Test
    void whatTellsNothingOfTheProviderDoesNotCount() {
        for (int i = 0; i < 20; i++) {
            call(WRONG);
        }

        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void streamsThatBreakLaterOpenIt() {
        call(null);
        call(null);
        breakers.streamBroke("here", BROKEN);
        breakers.streamBroke("here", BROKEN);

        assertThat(breakers.state("here")).isEqualTo("OPEN");
    }

    @Test
    void itHalfOpensAndClosesWithGoodCalls() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        assertThat(breakers.state("here")).isEqualTo("HALF_OPEN");

        call(null);
        call(WRONG);
        assertThat(breakers.state("here")).isEqualTo("HALF_OPEN");
        call(null);

        assertThat(breakers.state("here")).isEqualTo("CLOSED");
    }

    @Test
    void itOpensAgainWithBadCalls() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        call(GONE);
        call(GONE);

        assertThat(breakers.state("here")).isEqualTo("OPEN");
    }

    @Test
    void aProviderThatIsNotThereHasNone() {
        assertThat(breakers.state("there")).isEqualTo("NONE");
        breakers.streamBroke("there", BROKEN);
        assertThat(breakers.state("there")).isEqualTo("NONE");
    }
}
