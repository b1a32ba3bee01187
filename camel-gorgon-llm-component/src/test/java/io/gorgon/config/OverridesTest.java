package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {

    @Test
    void theModeStandsAboveTheFile() {
        ConfigOverrides local = new ConfigOverrides(Mode.LOCAL, false, Map.of());

        GorgonConfig config = Configs.read(Configs.example(), local);

        assertThat(config.mode()).isEqualTo(Mode.LOCAL);
        assertThat(config.providers()).extracting(ProviderSettings::name).containsExactly("ollama");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llm.providers.ollama.base_url",
                "llm.providers.ollama.base-url",
                "llm.providers.ollama.baseUrl",
            })
    void keysMayBeWrittenAsPropertiesAre(String path) {
        GorgonConfig config =
                Configs.read(Configs.example(), Configs.set(path, "http://127.0.0.1:1234"));

        assertThat(Configs.provider(config, "ollama").baseUrl())
                .hasToString("http://127.0.0.1:1234");
        assertThat(Configs.provider(config, "ollama").modelsOf(ModelTier.FAST))
                .containsExactly("qwen2.5:3b");
    }

    @Test
    void namesWithDotsAreFound() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("llm.providers.ollama.num-ctx.qwen2.5:72b", "4096");
        settings.put("llm.models.ollama.qwen2.5:72b.context-tokens", "32768");
        settings.put("llm.providers.my-server.type", "openai");
        settings.put("llm.providers.my-server.base-url", "http://localhost:8000/v1");
        settings.put("llm.providers.my-server.tier-models.fast", "[a, b]");

        GorgonConfig config = Configs.read("", new ConfigOverrides(null, false, settings));

        assertThat(Configs.provider(config, "ollama").options())
                .hasToString("{\"num_ctx\":{\"qwen2.5:72b\":4096}}");
        assertThat(config.models().find("ollama", "qwen2.5:72b").orElseThrow().contextTokens())
                .isEqualTo(32768);
        ProviderSettings server = Configs.provider(config, "my-server");
        assertThat(server.modelsOf(ModelTier.FAST)).containsExactly("a", "b");
        assertThat(server.definedAt()).isEqualTo("option llm.providers.my-server.type");
    }

    @Test
    void anAddedProviderLeavesTheDefaultOneInPlace() {
        GorgonConfig config = Configs.read("", Configs.set("llm.providers.mock.enabled", "true"));

        assertThat(config.providers())
                .extracting(ProviderSettings::name)
                .containsExactly("ollama", "mock");
    }

    @Test
    void aWrongOverrideIsToldByItsOption() {
        assertThat(
                        Configs.problems(
                                Configs.example(),
                                Configs.set("llm.hardware.max-memory-percent", "lots")))
                .containsExactly(
                        "option llm.hardware.max-memory-percent: llm.hardware.max_memory_percent"
                                + " must be a whole number, but is text");
        assertThat(Configs.problems("", Configs.set("llm.bugdet.x", "1")))
                .containsExactly(
                        "option llm.bugdet.x: unknown key 'bugdet' in llm; did you mean 'budget'?");
        assertThat(Configs.problems("", Configs.set("llm.providers.vllm.baseUrl", "http://x")))
                .containsExactly(
                        "option llm.providers.vllm.baseUrl: llm.providers.vllm needs a type, as its"
                                + " name is none: one of ollama, anthropic, openai, mock");
        assertThat(Configs.problems("", Configs.set("llm.mode", "[local")))
                .containsExactly(
                        "option llm.mode: its value cannot be read: this list lacks its closing ']'"
                                + " or a comma between two items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "llm", "llm.", "llm..mode", "llm.mode.x", "x.y.z"})
    void aPathThatLeadsNowhereIsAProblem(String path) {
        assertThat(Configs.problems(Configs.example(), Configs.set(path, "5"))).isNotEmpty();
    }

    @Test
    void mistakesOfTheFileComeBeforeThoseOfOptions() {
        assertThat(Configs.problems("llm: {mode: x}", Configs.set("llm.bugdet", "1")))
                .extracting(problem -> problem.substring(0, 6))
                .containsExactly("gorgon", "option");
    }

    @Test
    void mockOnlyLeavesNothingButTheMock() {
        GorgonConfig config =
                Configs.read(Configs.example(), new ConfigOverrides(null, true, Map.of()));

        assertThat(config.mode()).isEqualTo(Mode.LOCAL);
        assertThat(config.warnings()).isEmpty();
        assertThat(config.providers())
                .singleElement()
                .satisfies(
                        mock -> {
                            assertThat(mock.name()).isEqualTo("mock");
                            assertThat(mock.type()).isEqualTo("mock");
                            assertThat(mock.definedAt()).isEqualTo("the built-in defaults");
                        });
    }

    @Test
    void mockOnlyKeepsTheScriptAndTheModeThatIsAskedFor() {
        GorgonConfig config =
                Configs.read(
                        "llm: {providers: {fake: {type: mock, enabled: false, script: a.yaml}}}",
                        new ConfigOverrides(Mode.HYBRID, true, Map.of()));

        assertThat(config.mode()).isEqualTo(Mode.HYBRID);
        assertThat(config.providers())
                .singleElement()
                .satisfies(
                        mock -> {
                            assertThat(mock.name()).isEqualTo("mock");
                            assertThat(mock.options().get("script").textValue())
                                    .isEqualTo("a.yaml");
                        });
    }
}
