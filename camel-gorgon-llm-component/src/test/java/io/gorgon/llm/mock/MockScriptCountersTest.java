package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MockScriptCountersTest {

    private static final LlmRequest HI = LlmRequest.of("hi");

    @Test
    void anErrorComesSoOftenAndThenTheReply() {
        MockProvider provider =
                MockSettings.provider(
                        "answers: [{error: overloaded, fail_times: 2, stream: [at , last]}]");

        assertThatThrownBy(() -> provider.generate(HI)).isInstanceOf(OverloadedException.class);
        assertThatThrownBy(() -> provider.stream(HI)).isInstanceOf(OverloadedException.class);
        assertThat(text(provider, HI)).isEqualTo("atlast");
        assertThat(MockSettings.read(provider, HI)).containsExactly("at", "last");
    }

    @Test
    void afterItsFailuresAnEntryWithoutATextGivesTheDefaultAnswer() {
        MockProvider provider =
                MockSettings.provider("answers: [{error: overloaded, fail_times: 1}]");

        assertThatThrownBy(() -> provider.generate(HI)).isInstanceOf(OverloadedException.class);
        assertThat(text(provider, HI)).contains("built-in mock");
    }

    @Test
    void anEntryIsUsedAtMostSoOften() {
        MockProvider provider =
                MockSettings.provider(
                        "answers: [{reply: first, times: 1}, {reply: second, times: 2}]");

        assertThat(text(provider, HI)).isEqualTo("first");
        assertThat(text(provider, HI)).isEqualTo("second");
        assertThat(text(provider, HI)).isEqualTo("second");
        assertThat(text(provider, HI)).contains("built-in mock");
    }

    @Test
    void racingThreadsGetExactlyTheFailuresAndUsesThatTheScriptGives() throws Exception {
        int threads = 16;
        MockProvider provider =
                MockSettings.provider(
                        "answers: [{error: overloaded, fail_times: 5, reply: mine, times: 11}, {reply: rest}]");
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<String>> results =
                    IntStream.range(0, threads)
                            .mapToObj(
                                    i ->
                                            pool.submit(
                                                    () -> {
                                                        start.await();
                                                        return outcome(provider);
                                                    }))
                            .toList();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> result : results) {
                outcomes.add(result.get());
            }

            assertThat(outcomes).filteredOn("overloaded"::equals).hasSize(5);
            assertThat(outcomes).filteredOn("mine"::equals).hasSize(6);
            assertThat(outcomes).filteredOn("rest"::equals).hasSize(5);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String outcome(MockProvider provider) {
        try {
            return provider.generate(HI).content();
        } catch (LlmException e) {
            return e.kind();
        }
    }

    private static String text(MockProvider provider, LlmRequest request) {
        return provider.generate(request).content();
    }
}
