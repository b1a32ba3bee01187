package io.gorgon.camel.processor;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareCheckTest {

    private static final String LOCAL = "local";
    private static final String HYBRID = "hybrid";

    private final WireMockServer ollama =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir private Path folder;
    private String address;

    @BeforeEach
    void startServer() {
        ollama.start();
        address = ollama.baseUrl();
        has(entry("qwen2.5:72b", 47), entry("qwen2.5:14b", 9));
    }

    @AfterEach
    void stop() {
        context.stop();
        ollama.stop();
    }

    private void has(String... entries) {
        String body = "{\"models\":[" + String.join(",", entries) + "]}";
        ollama.stubFor(get("/api/tags").willReturn(jsonResponse(body, 200)));
    }

    private static String entry(String name, long gb) {
        return "{\"name\":\""
                + name
                + "\",\"size\":"
                + (gb << 30)
                + ",\"capabilities\":[\"completion\"]}";
    }

    private Exchange check(String mode, LlmRequest request, Map<String, Object> headers)
            throws Exception {
        if (!context.isStarted()) {
            Path file =
                    Files.writeString(
                            folder.resolve("gorgon.yaml"),
                            "llm:\n  mode: "
                                    + mode
                                    + "\n  hardware: {total_memory_gb: 16, gpus: []}\n"
                                    + "  providers:\n    ollama:\n      base_url: "
                                    + address
                                    + "\n    anthropic: {}\n");
            context.getComponent("gorgon-llm", GorgonLlmComponent.class).setConfig(file.toString());
            context.start();
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(request);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        exchange.getMessage().setHeader(GorgonLlmConstants.TIER, request.tier().label());
        context.getRegistry()
                .lookupByNameAndType(HardwareCheck.REGISTRY_NAME, Processor.class)
                .process(exchange);
        return exchange;
    }

    private static LlmRequest asking(ModelTier tier) {
        return LlmRequest.builder().user("hi").tier(tier).build();
    }

    private static ModelTier tier(Exchange exchange) {
        return exchange.getMessage().getBody(LlmRequest.class).tier();
    }

    @Test
    void aTierThatFitsNoLocalProviderIsLowered() throws Exception {
        Exchange exchange = check(LOCAL, asking(ModelTier.REASONING), Map.of());

        assertThat(tier(exchange)).isEqualTo(ModelTier.STANDARD);
        assertThat(exchange.getMessage().getHeader(GorgonLlmConstants.TIER)).isEqualTo("standard");
        assertThat(exchange.getMessage().getHeader(RouterHeaders.TIER_LOWERED, String.class))
                .contains("standard instead of reasoning", "47.0 GB weights");
    }

    @Test
    void aTierThatFitsIsLeft() throws Exception {
        Exchange exchange =
                check(
                        LOCAL,
                        asking(ModelTier.STANDARD),
                        Map.of(RouterHeaders.TIER_LOWERED, "of an earlier try"));

        assertThat(tier(exchange)).isEqualTo(ModelTier.STANDARD);
        assertThat(exchange.getMessage().getHeader(RouterHeaders.TIER_LOWERED)).isNull();
    }

    @Test
    void whatMayGoToTheCloudIsLeftUnlessOnlyLocalOnesMayBeCalled() throws Exception {
        assertThat(tier(check(HYBRID, asking(ModelTier.REASONING), Map.of())))
                .isEqualTo(ModelTier.REASONING);
        assertThat(
                        tier(
                                check(
                                        HYBRID,
                                        asking(ModelTier.REASONING),
                                        Map.of(RouterHeaders.FORCE_LOCAL, true))))
                .isEqualTo(ModelTier.STANDARD);
    }

    @Test
    void whatFitsNowhereIsLeftToTheCall() throws Exception {
        has(entry("qwen2.5:72b", 47), entry("qwen2.5:14b", 40), entry("qwen2.5:3b", 30));

        assertThat(tier(check(LOCAL, asking(ModelTier.REASONING), Map.of())))
                .isEqualTo(ModelTier.REASONING);
    }

    @Test
    void aRequestThatNamesItsModelIsLeft() throws Exception {
        LlmRequest request = asking(ModelTier.REASONING).toBuilder().model("qwen2.5:72b").build();

        assertThat(tier(check(LOCAL, request, Map.of()))).isEqualTo(ModelTier.REASONING);
    }

    @Test
    void aServerThatIsDownLowersNothing() throws Exception {
        ollama.stop();

        assertThat(tier(check(LOCAL, asking(ModelTier.REASONING), Map.of())))
                .isEqualTo(ModelTier.REASONING);
    }

    @Test
    void anApplicationsOwnCheckIsKept() throws Exception {
        Processor own = exchange -> {};
        context.getRegistry().bind(HardwareCheck.REGISTRY_NAME, own);

        check(LOCAL, asking(ModelTier.FAST), Map.of());

        assertThat(context.getRegistry().lookupByName(HardwareCheck.REGISTRY_NAME)).isSameAs(own);
    }
}
