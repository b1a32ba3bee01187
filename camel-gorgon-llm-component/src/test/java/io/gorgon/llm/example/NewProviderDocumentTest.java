package io.gorgon.llm.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.LlmProviders;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewProviderDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/new-provider.md");
    private static final Path SOURCE =
            Path.of("src/test/java/io/gorgon/llm/example/EchoProvider.java");
    private static final Path SERVICES =
            Path.of("src/test/resources/META-INF/services/io.gorgon.llm.spi.LlmProviderFactory");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theDocumentShowsTheSourceThatIsCompiledHere() throws IOException {
        assertThat(block("java")).isEqualTo(Files.readString(SOURCE));
    }

    @Test
    void theExampleHasAtMostSixtyLines() throws IOException {
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void theDocumentShowsTheLineOfTheServiceFile() throws IOException {
        assertThat(Files.readAllLines(SERVICES)).contains(block("text").strip());
    }

    private static String block(String language) throws IOException {
        String document = Files.readString(DOCUMENT);
        String fence = "```" + language + "\n";
        int start = document.indexOf(fence) + fence.length();
        return document.substring(start, document.indexOf("```", start));
    }

    @Test
    void theServiceFileIsAllItTakesToUseIt() {
        assertThat(LlmProviders.types()).contains("echo");
        try (LlmProviders providers = new LlmProviders(List.of(settings()), context())) {
            LlmProvider echo = providers.find("my-echo").orElseThrow();

            LlmResponse response = echo.generate(LlmRequest.of("Who is there?"));

            assertThat(response.content()).isEqualTo("Who is there?");
            assertThat(response.provider()).isEqualTo("my-echo");
            assertThat(response.providerType()).isEqualTo("echo");
            assertThat(response.usage().inputTokens()).isPositive();
            assertThat(echo.health().usable()).isTrue();
            assertThatThrownBy(() -> echo.stream(LlmRequest.of("hi")))
                    .isInstanceOf(UnsupportedByProviderException.class)
                    .hasMessageContaining("my-echo (echo) cannot answer in pieces");
        }
    }

    private static ProviderSettings settings() {
        return new ProviderSettings(
                "my-echo",
                "echo",
                "gorgon.yaml, line 4",
                null,
                AddressPolicy.LOOPBACK,
                null,
                Map.of(),
                new Timeouts(SECOND, SECOND, SECOND, SECOND),
                null,
                1_000_000,
                ModelCatalog.empty(),
                JsonNodeFactory.instance.objectNode());
    }

    private static ProviderContext context() {
        return new ProviderContext(settings -> null, name -> null, Clock.systemUTC());
    }
}
