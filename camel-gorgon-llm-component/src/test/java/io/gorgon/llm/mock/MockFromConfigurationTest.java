package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.config.ConfigOverrides;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.GorgonConfigLoader;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.spi.LlmProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockFromConfigurationTest {

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void writeTheConfigurationOfTheDocument() throws IOException {
        file = Files.writeString(folder.resolve("gorgon.yaml"), block("docs/mock.md", "llm:"));
    }

    @Test
    void aScriptIsFoundBesideTheConfigurationThatNamesIt() throws IOException {
        Files.writeString(folder.resolve("mock-answers.yaml"), block("docs/mock.md", "answers:"));

        try (LlmProviders providers = providers(ConfigOverrides.none())) {
            LlmProvider mock = providers.find("pretend").orElseThrow();

            assertThat(mock.local()).isTrue();
            assertThat(mock.generate(LlmRequest.of("hi")).content()).isEqualTo("I ran out of room");
        }
    }

    @Test
    void aMissingScriptIsNamedWithTheConfigurationThatNamesIt() {
        assertThatThrownBy(() -> providers(ConfigOverrides.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        folder.resolve("mock-answers.yaml").toString(), "gorgon.yaml", "pretend");
    }

    @Test
    void withTheMockOnlyThereIsNothingElse() {
        GorgonConfig config = GorgonConfigLoader.builtIn(new ConfigOverrides(null, true, Map.of()));

        try (LlmProviders providers = new LlmProviders(config.providers(), MockSettings.CONTEXT)) {
            assertThat(providers.all()).extracting(LlmProvider::type).containsExactly("mock");
        }
    }

    @Test
    void theMockIsNotThereUnlessItIsAskedFor() {
        assertThat(GorgonConfigLoader.builtIn(ConfigOverrides.none()).providers())
                .extracting("type")
                .isNotEmpty()
                .doesNotContain("mock");
    }

    @Test
    void theProviderOfTheDocumentAboutNewOnesCanBeConfiguredAsItSays() throws IOException {
        Files.writeString(file, block("docs/new-provider.md", "llm:"));

        try (LlmProviders providers = providers(ConfigOverrides.none())) {
            assertThat(
                            providers
                                    .find("my-echo")
                                    .orElseThrow()
                                    .generate(LlmRequest.of("hello"))
                                    .content())
                    .isEqualTo("hello");
        }
    }

    private LlmProviders providers(ConfigOverrides overrides) {
        return new LlmProviders(
                GorgonConfigLoader.load(file, overrides).providers(), MockSettings.CONTEXT);
    }

    private static String block(String document, String firstLine) throws IOException {
        String text = Files.readString(Path.of(document));
        int start = text.indexOf("```yaml\n" + firstLine) + "```yaml\n".length();
        return text.substring(start, text.indexOf("```", start));
    }
}
