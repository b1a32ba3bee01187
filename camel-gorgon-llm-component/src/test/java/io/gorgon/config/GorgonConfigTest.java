package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.budget.BudgetPolicy.WhenExceeded;
import io.gorgon.budget.Price;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GorgonConfigTest {

    @Test
    void theExampleLoadsWordForWord() {
        GorgonConfig config = Configs.read(Configs.example());

        assertThat(config.source()).isEqualTo("gorgon.yaml");
        assertThat(config.mode()).isEqualTo(Mode.HYBRID);
        assertThat(config.providers())
                .extracting(ProviderSettings::name)
                .containsExactly("ollama", "anthropic");
        ProviderSettings ollama = Configs.provider(config, "ollama");
        assertThat(ollama.baseUrl()).hasToString("http://localhost:11434");
        assertThat(ollama.definedAt()).isEqualTo("gorgon.yaml, line 4");
        assertThat(ollama.local()).isTrue();
        assertThat(ollama.tierModels())
                .isEqualTo(
                        Map.of(
                                ModelTier.REASONING, List.of("qwen2.5:72b", "deepseek-r1:32b"),
                                ModelTier.STANDARD, List.of("llama3.1:8b"),
                                ModelTier.FAST, List.of("qwen2.5:3b"),
                                ModelTier.EMBEDDING, List.of("nomic-embed-text")));
        ProviderSettings anthropic = Configs.provider(config, "anthropic");
        assertThat(anthropic.local()).isFalse();
        assertThat(anthropic.apiKeyEnv()).isEqualTo("ANTHROPIC_API_KEY");
        assertThat(anthropic.definedAt()).isEqualTo("gorgon.yaml, line 12");
        assertThat(anthropic.modelsOf(ModelTier.REASONING))
                .containsExactly("claude-opus-4-5-20250929");
        assertThat(config.budget())
                .isEqualTo(
                        new BudgetSettings(
                                500000L,
                                50000L,
                                null,
                                null,
                                new BigDecimal("10.00"),
                                10000,
                                80,
                                WhenExceeded.FORCE_LOCAL,
                                256,
                                ZoneId.of("UTC")));
        assertThat(config.hardware()).isEqualTo(new HardwareSettings(75, 2));
    }

    @Test
    void theExampleHasOneWarningForTheModelThatDoesNotExist() {
        assertThat(Configs.warnings(Configs.read(Configs.example())))
                .containsExactly(
                        "gorgon.yaml:15:20: unknown model 'claude-opus-4-5-20250929' of anthropic;"
                                + " did you mean 'claude-opus-4-5-20251101'?");
    }

    @Test
    void tiersThatAreLeftOutKeepTheirDefaults() {
        GorgonConfig config = Configs.withProviders("local", "ollama: {tier_models: {fast: tiny}}");

        ProviderSettings ollama = Configs.provider(config, "ollama");
        assertThat(ollama.modelsOf(ModelTier.FAST)).containsExactly("tiny");
        assertThat(ollama.modelsOf(ModelTier.STANDARD))
                .containsExactly("qwen2.5:14b", "llama3.1:8b", "mistral:7b");
    }

    @Test
    void everyKeyOfAProviderIsRead() {
        GorgonConfig config =
                Configs.withProviders(
                        "hybrid",
                        """
                        claude:
                          type: anthropic
                          base_url: https://Proxy.example.com/claude/
                          api_key_env: MY_KEY
                          max_connections: 7
                          max_response_bytes: 1024
                          timeouts: {connect_ms: 1, first_token_ms: 2, idle_ms: 3, total_ms: 4}
                        ollama:
                          num_ctx: {default: 8192, "qwen2.5:72b": 4096}
                          keep_alive: 1h30m
                          think: low
                        fake:
                          type: mock
                          script: answers.yaml
                        other:
                          type: custom
                          options: {region: north, retries: 3}
                        """);

        ProviderSettings claude = Configs.provider(config, "claude");
        assertThat(claude.type()).isEqualTo("anthropic");
        assertThat(claude.baseUrl()).hasToString("https://Proxy.example.com/claude");
        assertThat(claude.apiKeyEnv()).isEqualTo("MY_KEY");
        assertThat(claude.maxConnections()).isEqualTo(7);
        assertThat(claude.maxResponseBytes()).isEqualTo(1024);
        assertThat(claude.timeouts().connect()).isEqualTo(Duration.ofMillis(1));
        assertThat(claude.timeouts().firstToken()).isEqualTo(Duration.ofMillis(2));
        assertThat(claude.timeouts().idle()).isEqualTo(Duration.ofMillis(3));
        assertThat(claude.timeouts().total()).isEqualTo(Duration.ofMillis(4));
        assertThat(claude.options()).isEmpty();
        assertThat(Configs.provider(config, "ollama").options())
                .hasToString(
                        "{\"num_ctx\":{\"default\":8192,\"qwen2.5:72b\":4096},"
                                + "\"keep_alive\":\"1h30m\",\"think\":\"low\"}");
        ProviderSettings fake = Configs.provider(config, "fake");
        assertThat(fake.baseUrl()).isNull();
        assertThat(fake.local()).isTrue();
        assertThat(fake.options().get("script").textValue()).isEqualTo("answers.yaml");
        assertThat(Path.of(fake.options().get("script_base").textValue())).isAbsolute();
        ProviderSettings other = Configs.provider(config, "other");
        assertThat(other.local()).isFalse();
        assertThat(other.baseUrl()).isNull();
        assertThat(other.options()).hasToString("{\"region\":\"north\",\"retries\":3}");
    }

    @Test
    void aServerThatOnlySpeaksLikeOpenAiGetsNeitherItsKeyNorItsModels() {
        GorgonConfig config =
                Configs.withProviders("hybrid", "openai: {base_url: 'https://llm.example.com/v1'}");

        ProviderSettings openai = Configs.provider(config, "openai");
        assertThat(openai.apiKeyEnv()).isNull();
        assertThat(openai.tierModels()).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void providersThatAreNotEnabledAreLeftOut() {
        GorgonConfig config =
                Configs.withProviders(
                        "hybrid", "ollama:\nopenai: {enabled: false}\nmock: {enabled: false}");

        assertThat(config.providers()).extracting(ProviderSettings::name).containsExactly("ollama");
    }

    @Test
    void modelsOfTheFileStandAboveTheTable() {
        GorgonConfig config =
                Configs.read(
                        """
                        llm:
                          models:
                            openai:
                              gpt-5.7: {context_tokens: 400000}
                              my-model*: {temperature: false, images: false}
                            anthropic:
                              claude-opus-5-5: {max_output_tokens: 64000}
                        """);

        ModelFacts newer = config.models().find("openai", "gpt-5.7").orElseThrow();
        assertThat(newer.contextTokens()).isEqualTo(400000);
        assertThat(newer.maxTokensField()).isEqualTo("max_completion_tokens");
        assertThat(newer.temperature()).isFalse();
        assertThat(config.models().find("openai", "my-model-7b"))
                .hasValueSatisfying(
                        facts -> {
                            assertThat(facts.temperature()).isFalse();
                            assertThat(facts.images()).isFalse();
                            assertThat(facts.structuredOutput()).isTrue();
                        });
        ModelFacts opus = config.models().find("anthropic", "claude-opus-5-5").orElseThrow();
        assertThat(opus.maxOutputTokens()).isEqualTo(64000);
        assertThat(opus.contextTokens()).isEqualTo(1000000);
        assertThat(config.models().find("openai", "gpt-5.6-sol")).isPresent();
    }

    @Test
    void pricesOfTheFileReplaceThoseOfTheSameModel() {
        GorgonConfig config =
                Configs.read(
                        """
                        llm:
                          prices:
                            openai:
                              - model: gpt-5.6-terra
                                input_per_million_usd: 1.5
                                output_per_million_usd: 9
                                cache_read_per_million_usd: 0.1
                                cache_write_per_million_usd: 2
                                long_context_over_tokens: 1000
                                long_context_input_factor: 2
                                long_context_output_factor: 3
                                valid_from: 2026-08-01
                                valid_to: 2026-12-31
                        """);

        assertThat(config.prices().prices())
                .filteredOn(price -> price.model().equals("gpt-5.6-terra"))
                .containsExactly(
                        new Price(
                                "openai",
                                "gpt-5.6-terra",
                                LocalDate.of(2026, 8, 1),
                                LocalDate.of(2026, 12, 31),
                                new BigDecimal("1.5"),
                                new BigDecimal("9"),
                                new BigDecimal("0.1"),
                                new BigDecimal("2"),
                                1000L,
                                new BigDecimal("2"),
                                new BigDecimal("3"),
                                "gorgon.yaml, line 4"));
        assertThat(config.prices().prices()).extracting(Price::model).contains("gpt-5.6-sol");
    }

    @Test
    void aModelThatTheFileDescribesIsKnown() {
        GorgonConfig config =
                Configs.read(
                        """
                        llm:
                          mode: hybrid
                          providers:
                            openai: {tier_models: {fast: "ft:mine", standard: other-1}}
                          models:
                            openai: {"ft:mine": {}, "other-*": {images: false}}
                        """);

        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void retiredModelsAreWarnedOf() {
        GorgonConfig config =
                Configs.withProviders(
                        "cloud",
                        "anthropic:\n  tier_models:\n    fast: [claude-opus-4-1-20250805]");

        assertThat(Configs.warnings(config))
                .containsExactly(
                        "gorgon.yaml:6:16: the model 'claude-opus-4-1-20250805' was retired on"
                                + " 2026-08-05; use 'claude-opus-5-5'");
    }

    @Test
    void whatTheModeDoesNotPermitIsLeftOutWithAWarning() {
        GorgonConfig local = Configs.withProviders("local", "ollama:\nanthropic:");
        GorgonConfig cloud = Configs.withProviders("cloud", "ollama:\nanthropic:");

        assertThat(local.providers()).extracting(ProviderSettings::name).containsExactly("ollama");
        assertThat(Configs.warnings(local))
                .containsExactly(
                        "gorgon.yaml:5:5: llm.providers.anthropic is not used: it is not local and"
                                + " the mode is local; use mode hybrid to have both");
        assertThat(cloud.providers())
                .extracting(ProviderSettings::name)
                .containsExactly("anthropic");
        assertThat(Configs.warnings(cloud))
                .containsExactly(
                        "gorgon.yaml:4:5: llm.providers.ollama is not used: it is local and the"
                                + " mode is cloud; use mode hybrid to have both");
    }

    @Test
    void nothingToUseIsWarnedOf() {
        assertThat(Configs.warnings(Configs.withProviders("local", "openai: {enabled: false}")))
                .singleElement()
                .asString()
                .startsWith("gorgon.yaml:3:3: no provider can be used");
        assertThat(Configs.warnings(Configs.read("llm: {mode: cloud}")))
                .singleElement()
                .asString()
                .startsWith("gorgon.yaml:1:7: no provider can be used");
    }

    @Test
    void anEmptyFileIsAllDefaults() {
        for (String text :
                List.of("", "# nothing\n", "llm:\n", "llm: {}", "llm:\n  providers:\n")) {
            GorgonConfig config = Configs.read(text);
            assertThat(config.mode()).isEqualTo(Mode.LOCAL);
            assertThat(config.providers())
                    .singleElement()
                    .satisfies(
                            ollama -> {
                                assertThat(ollama.name()).isEqualTo("ollama");
                                assertThat(ollama.definedAt()).isEqualTo("the built-in defaults");
                            });
            assertThat(config.budget())
                    .isEqualTo(
                            new BudgetSettings(
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    10000,
                                    80,
                                    WhenExceeded.REJECT,
                                    256,
                                    ZoneId.of("UTC")));
            assertThat(config.warnings()).isEmpty();
        }
    }

    @Test
    void withoutAFileThereIsOllamaOnThisMachine() {
        GorgonConfig config = GorgonConfigLoader.builtIn(ConfigOverrides.none());

        assertThat(config.source()).isEqualTo("built-in defaults");
        assertThat(config.mode()).isEqualTo(Mode.LOCAL);
        assertThat(config.providers())
                .singleElement()
                .extracting(settings -> settings.baseUrl().toString())
                .isEqualTo("http://localhost:11434");
    }

    @Test
    void aFileIsReadFromDiskWithItsFolder(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("my.yaml");
        Files.writeString(file, "\uFEFFllm:\n  providers:\n    mock: {script: a.yaml}\n");

        GorgonConfig config = GorgonConfigLoader.load(file, ConfigOverrides.none());

        assertThat(config.source()).isEqualTo(file.toString());
        assertThat(config.providers())
                .singleElement()
                .satisfies(
                        mock -> {
                            assertThat(mock.definedAt()).isEqualTo("my.yaml, line 3");
                            assertThat(mock.options().get("script_base").textValue())
                                    .isEqualTo(folder.toAbsolutePath().normalize().toString());
                        });
    }

    @Test
    void whatIsNoReadableFileIsOneClearProblem(@TempDir Path folder) throws Exception {
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "llm: ü".getBytes(StandardCharsets.ISO_8859_1));

        assertUnreadable(folder.resolve("none.yaml"), "there is no such file");
        assertUnreadable(folder, "this is a folder; name the file in it");
        assertUnreadable(latin, "the file is not UTF-8 text; save it as UTF-8");
    }

    private static void assertUnreadable(Path file, String message) {
        assertThatThrownBy(() -> GorgonConfigLoader.load(file, ConfigOverrides.none()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void aMachineCanBeDescribedAndAProvidersMachineApart() {
        HardwareSettings hardware =
                Configs.read(
                                """
                                llm:
                                  hardware:
                                    max_memory_percent: 80
                                    check: warn
                                    parallel_requests: 4
                                    total_memory_gb: 64
                                    available_memory_gb: 48.5
                                    cpu_cores: 16
                                    unified_memory: true
                                    gpus: []
                                  providers:
                                    ollama:
                                      hardware:
                                        max_concurrent_models: 5
                                        gpus: [{vram_gb: 80}, {name: B, vram_gb: 24.5}]
                                """)
                        .hardware();

        assertThat(hardware.check()).isEqualTo(HardwareSettings.Check.WARN);
        assertThat(hardware.machine())
                .isEqualTo(new HardwareSettings.Machine(64.0, 48.5, 16, true, List.of()));
        HardwareSettings server = hardware.servers().get("ollama");
        assertThat(server.maxMemoryPercent()).isEqualTo(80);
        assertThat(server.maxConcurrentModels()).isEqualTo(5);
        assertThat(server.parallelRequests()).isEqualTo(4);
        assertThat(server.queueLimit()).isEqualTo(512);
        assertThat(server.queueTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(server.machine().totalMemoryGb()).isNull();
        assertThat(server.machine().gpus())
                .containsExactly(
                        new HardwareSettings.Gpu("GPU", 80), new HardwareSettings.Gpu("B", 24.5));
    }

    @Test
    void offIsAWordAndNotASwitch() {
        assertThat(Configs.read("llm: {hardware: {check: off}}").hardware().check())
                .isEqualTo(HardwareSettings.Check.OFF);
    }
}
