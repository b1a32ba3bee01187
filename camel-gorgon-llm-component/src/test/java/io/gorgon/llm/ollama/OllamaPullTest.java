package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.PullStream.Progress;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaPullTest extends OllamaFixture {

    private static final String DOWNLOADING =
            "{'status':'pulling abc','digest':'sha256:abc','total':1000,'completed':";

    @AfterEach
    void noConnectionIsLeft() {
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    private List<Progress> pull(String model) {
        List<Progress> reports = new ArrayList<>();
        try (PullStream pull = provider.pull(model)) {
            for (Progress report = pull.next(); report != null; report = pull.next()) {
                reports.add(report);
            }
        }
        return reports;
    }

    @Test
    void theProgressIsReportedUntilTheModelIsThere() {
        server.pulls(
                "{'status':'pulling manifest'}",
                "{'status':'pulling abc','digest':'sha256:abc','total':1000}",
                DOWNLOADING + "500}",
                "",
                "{'status':'verifying sha256 digest'}",
                "{'status':'success'}");

        assertThat(pull("phi4:14b"))
                .containsExactly(
                        new Progress("pulling manifest", null, null),
                        new Progress("pulling abc", 0L, 1000L),
                        new Progress("pulling abc", 500L, 1000L),
                        new Progress("verifying sha256 digest", null, null),
                        new Progress("success", null, null));
        server.wireMock()
                .verify(
                        postRequestedFor(urlEqualTo("/api/pull"))
                                .withRequestBody(
                                        equalToJson("{\"model\":\"phi4:14b\",\"stream\":true}")));
    }

    @Test
    void aFetchedModelCanBeAskedAtOnce() {
        server.has("qwen2.5:3b");
        provider.generate(LlmRequest.of("hi"));
        server.has("qwen2.5:3b", "llama3.1:8b");

        pull("llama3.1:8b");

        assertThat(provider.generate(LlmRequest.of("hi")).model()).isEqualTo("llama3.1:8b");
    }

    @Test
    void aModelThatTheRegistryDoesNotHaveIsNotFound() {
        server.pulls(
                "{'status':'pulling manifest'}",
                "{'error':'pull model manifest: file does not exist'}");

        assertThatThrownBy(() -> pull("nonsense"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("nonsense")
                .hasMessageContaining("file does not exist");
    }

    @Test
    void anErrorLineEndsThePull() {
        server.pulls("{'status':'pulling manifest'}", "{'error':'no space left on device'}");

        assertThatThrownBy(() -> pull("phi4"))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("phi4 could not be fetched: no space left on device");
    }

    @Test
    void aRefusedPullIsAnError() {
        server.wireMock()
                .stubFor(
                        post("/api/pull")
                                .willReturn(jsonResponse("{\"error\":\"disk is full\"}", 500)));

        assertThatThrownBy(() -> provider.pull("phi4"))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("disk is full");
    }

    @Test
    void anEndWithoutSuccessIsABrokenPull() {
        server.pulls("{'status':'pulling manifest'}", DOWNLOADING + "10}");

        assertThatThrownBy(() -> pull("phi4")).isInstanceOf(BrokenStreamException.class);
    }

    @Test
    void whatIsNoReportIsABrokenPull() {
        server.pulls("<html>");

        assertThatThrownBy(() -> pull("phi4")).isInstanceOf(BrokenStreamException.class);
    }

    @Test
    void closingEarlyClosesTheConnection() {
        dribbles(Duration.ofSeconds(8));

        PullStream pull = provider.pull("phi4");
        assertThat(pull.next().status()).startsWith("pulling");
        pull.close();
        pull.close();

        assertThat(pull.next()).isNull();
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    @Test
    void aServerThatFallsSilentEndsThePullButTimeAloneDoesNot() {
        Duration silence = Duration.ofSeconds(2);
        use(settings().timeouts(new Timeouts(silence, silence, silence, Duration.ofMillis(100))));
        dribbles(Duration.ofMillis(600));
        assertThat(pull("phi4")).hasSize(41);

        dribbles(Duration.ofSeconds(40));
        assertThatThrownBy(() -> pull("phi4"))
                .isInstanceOf(LlmTimeoutException.class)
                .hasMessageContaining("fell silent while it fetched phi4");
    }

    private void dribbles(Duration time) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(OllamaWire.quoted(DOWNLOADING + i + "}"));
        }
        lines.add("{\"status\":\"success\"}");
        server.wireMock()
                .stubFor(
                        post("/api/pull")
                                .willReturn(
                                        OllamaWire.lines(lines)
                                                .withChunkedDribbleDelay(
                                                        10, (int) time.toMillis())));
    }
}
