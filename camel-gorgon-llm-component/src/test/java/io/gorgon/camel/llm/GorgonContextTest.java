package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.config.InvalidConfigException;
import io.gorgon.llm.error.UnreachableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GorgonContextTest {

    @TempDir Path folder;

    @Test
    void aContextWithoutAFileHasOllamaOnThisMachineOnly() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            GorgonLlm gorgon = GorgonLlm.get(context);
            assertThat(gorgon.config().mode().label()).isEqualTo("local");
            assertThat(gorgon.providers().all())
                    .singleElement()
                    .matches(provider -> provider.local() && provider.name().equals("ollama"));
        }
    }

    @Test
    void aServerThatIsDownDoesNotStopTheStart() throws Exception {
        GorgonCamel gorgon =
                GorgonCamel.with(
                        folder,
                        """
                        llm:
                          mode: local
                          providers:
                            ollama:
                              base_url: "http://127.0.0.1:9"
                        """);
        try (gorgon) {
            Exchange exchange = gorgon.start().send("gorgon-llm:standard", "hello", Map.of());
            assertThat(exchange.getException())
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("http://127.0.0.1:9");
        }
    }

    @Test
    void aMistakeInTheFileStopsTheStartAndNamesItsPlace() throws Exception {
        try (GorgonCamel gorgon =
                GorgonCamel.with(folder, "llm:\n  mode: local\n  bugdet:\n    x: 1\n")) {
            assertThatThrownBy(gorgon::start)
                    .hasStackTraceContaining("gorgon.yaml:3:3")
                    .hasStackTraceContaining("bugdet")
                    .isInstanceOf(InvalidConfigException.class);
        }
    }

    @Test
    void propertiesOfTheComponentStandAboveTheFile() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("gorgon.yaml"),
                        """
                        llm:
                          mode: cloud
                          providers:
                            ollama:
                              base_url: "http://localhost:1"
                        """);
        Main main = new Main();
        main.addInitialProperty("camel.component.gorgon-llm.config", file.toString());
        main.addInitialProperty("camel.component.gorgon-llm.mode", "local");
        main.addInitialProperty("camel.component.gorgon-llm.max-tokens", "77");
        main.addInitialProperty(
                "camel.component.gorgon-llm.settings[llm.providers.ollama.base_url]",
                "http://localhost:2");
        main.start();
        try {
            GorgonLlm gorgon = GorgonLlm.get(main.getCamelContext());
            assertThat(gorgon.config().mode().label()).isEqualTo("local");
            assertThat(gorgon.config().providers().get(0).baseUrl()).hasPort(2);
            assertThat(
                            main.getCamelContext()
                                    .getEndpoint("gorgon-llm:fast", GorgonLlmEndpoint.class)
                                    .getConfiguration()
                                    .getMaxTokens())
                    .isEqualTo(77);
        } finally {
            main.stop();
        }
    }

    @Test
    void aRouterOfTheApplicationReplacesTheShippedOne() throws Exception {
        GorgonCamel gorgon =
                GorgonCamel.withMock(folder, "answers: []")
                        .routes(
                                new RouteBuilder() {
                                    @Override
                                    public void configure() {
                                        from("direct:gorgon-llm")
                                                .routeId("my-router")
                                                .to(
                                                        "gorgon-llm:fast?provider=mock&model=mine&outputType=response");
                                    }
                                });
        try (gorgon) {
            gorgon.start();
            assertThat(gorgon.context().getRoute("gorgon-router")).isNull();
            Exchange exchange = gorgon.send("gorgon-llm:standard", "hello", Map.of());
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader("CamelGorgonLlmModel"))
                    .isEqualTo("mock-standard");
        }
    }

    @Test
    void theShippedRouteShowsItsRules() throws Exception {
        try (GorgonCamel gorgon = GorgonCamel.withMock(folder, "answers: []").start()) {
            assertThat(gorgon.context().getRoute("gorgon-router").getDescription())
                    .isEqualTo("Routes a request by mode, tier, budget and privacy");
        }
    }

    @Test
    void onlyRequestsOfTheComponentGoThroughTheRouter() throws Exception {
        try (GorgonCamel gorgon = GorgonCamel.withMock(folder, "answers: []").start()) {
            assertThat(
                            gorgon.send(
                                            "direct:gorgon-llm",
                                            "text",
                                            Map.of("CamelGorgonLlmMode", "local"))
                                    .getException())
                    .hasMessageContaining("send to gorgon-llm:standard instead");
        }
    }

    @Test
    void aCallerDoesNotWaitForTheModel() throws Exception {
        GorgonCamel gorgon =
                GorgonCamel.withMock(folder, "answers: [{reply: done, delay_ms: 300}]").start();
        try (gorgon) {
            CountDownLatch returned = new CountDownLatch(1);
            GorgonLlmProducer producer =
                    (GorgonLlmProducer)
                            gorgon.context().getEndpoint("gorgon-llm:fast").createProducer();
            producer.start();
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("slow");
            CountDownLatch answered = new CountDownLatch(1);
            boolean synchronous =
                    producer.process(
                            exchange,
                            doneSync -> {
                                try {
                                    returned.await(5, TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                answered.countDown();
                            });
            returned.countDown();
            assertThat(synchronous).isFalse();
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(exchange.getMessage().getBody()).isEqualTo("done");
            producer.stop();
        }
    }

    @Test
    void manyCallsAtOnceAreAllAnswered() throws Exception {
        GorgonCamel gorgon =
                GorgonCamel.withMock(folder, "answers: [{reply: done, delay_ms: 20}]").start();
        try (gorgon) {
            var template = gorgon.context().createProducerTemplate();
            var futures =
                    IntStream.range(0, 1000)
                            .mapToObj(
                                    i -> template.asyncRequestBody("gorgon-llm:fast", "call " + i))
                            .toList();
            for (Future<Object> future : futures) {
                assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo("done");
            }
        }
    }

    @Test
    void stoppingTheContextEndsTheProvidersAndTheirThreads() throws Exception {
        GorgonCamel gorgon = GorgonCamel.withMock(folder, "answers: []").start();
        gorgon.ask("gorgon-llm:fast", "hello");
        GorgonLlm service = GorgonLlm.get(gorgon.context());
        gorgon.close();
        assertThat(service.isStopped()).isTrue();
        assertThatThrownBy(() -> service.executor().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
