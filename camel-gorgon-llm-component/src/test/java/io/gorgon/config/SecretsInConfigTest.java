package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsInConfigTest {

    private static final List<String> SECRETS =
            List.of(
                    "sk-ant-api03-R4nd0mR4nd0mR4nd0m",
                    "sk-proj-R4nd0mR4nd0mR4nd0m",
                    "gsk_R4nd0mR4nd0mR4nd0m",
                    "AIzaSyD-R4nd0mR4nd0mR4nd0mR4nd0mR4nd0m",
                    "hunter2R4nd0m",
                    "R4nd0mR4nd0mR4nd0mR4nd0mR4nd0m");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key: %s",
                "apiKey: %s",
                "api-key: %s",
                "API_KEY: %s",
                "apikey: '%s'",
                "key: %s",
                "token: %s",
                "auth_token: %s",
                "access_token: %s",
                "secret: %s",
                "client_secret: %s",
                "password: %s",
                "authorization: Bearer %s",
                "x-api-key: %s",
                "anthropic_api_key: %s",
                "openai_key: %s",
                "api_key_env: %s",
                "api_key_env: 'Bearer %s'",
                "api_key_env: ${%s}",
                "api_key_env: [%s]",
                "api_key_env: {value: %s}",
                "base_url: https://user:%s@example.com",
                "base_url: https://%s@example.com",
                "base_url: https://example.com/?key=%s",
                "base_url: https://example.com/#%s",
                "base_url: '%s'",
                "base_url: 'https://%s:%s'",
                "type: mock\napi_key: %s",
                "type: custom\noptions: {api_key: %s}",
                "type: custom\noptions: {nested: [{password: %s}]}",
            })
    void aKeyInTheFileIsRefusedAndNeverShown(String lines) {
        for (String secret : SECRETS) {
            String yaml = "llm:\n  providers:\n    anthropic:\n" + fill(lines, secret).indent(6);

            List<String> problems = Configs.problems(yaml);

            assertThat(problems)
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem).doesNotContain("R4nd0m"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key: %s",
                "apiKey: %s",
                "key: %s",
                "token: %s",
                "secret: %s",
                "api_key_env: %s",
                "api_key: ${%s}",
                "base_url: https://user:%s@example.com",
            })
    void theMessageTellsWhereTheKeyBelongs(String line) {
        for (String secret : SECRETS) {
            String yaml = "llm:\n  providers:\n    anthropic:\n      " + fill(line, secret) + "\n";

            assertThat(Configs.problems(yaml).stream().filter(SecretsInConfigTest::tellsTheWay))
                    .as(line)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("gorgon.yaml:4:");
        }
    }

    private static boolean tellsTheWay(String problem) {
        return problem.contains(
                "put the key into an environment variable and name that variable in api_key_env");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llm: {mode: %s}",
                "llm: {%s: 1}",
                "%s: 1",
                "%s",
                "[%s]",
                "llm: {providers: {%s: {type: openai}}}",
                "llm: {providers: {anthropic: %s}}",
                "llm: {providers: %s}",
                "llm: {providers: {x: {type: %s}}}",
                "llm: {providers: {ollama: {keep_alive: %s}}}",
                "llm: {providers: {ollama: {think: %s}}}",
                "llm: {providers: {ollama: {enabled: %s}}}",
                "llm: {providers: {ollama: {%s: 1}}}",
                "llm: {providers: {ollama: {tier_models: {%s: x}}}}",
                "llm: {hardware: {max_memory_percent: %s}}",
                "llm: {prices: {openai: %s}}",
                "llm: {prices: {openai: [{%s: 1}]}}",
                "llm: {mode: '%s",
                "llm: {mode: *%s }",
                "llm: {mode: !%s x}",
                "llm: {mode: a, mode: %s}",
                "llm: {%s: 1, %s: 2}",
                "llm:\n\tx: %s",
                "llm: %s: x",
                "llm: @%s",
                "llm: \"%s\\q\"",
                "%%%s",
                "? [%s]\n: 1",
            })
    void whatLooksLikeAKeyIsNotShownWhereverItStands(String yaml) {
        for (String secret : SECRETS.subList(0, 4)) {
            assertThat(Configs.problems(fill(yaml.replace("%%", "%"), secret)))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem).doesNotContain("R4nd0m"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning: %s", "reasoning: [a, %s]"})
    void aKeyInPlaceOfAModelIsRefused(String tier) {
        for (String secret : SECRETS.subList(0, 4)) {
            assertThat(
                            Configs.problems(
                                    "llm: {mode: cloud, providers: {anthropic: {tier_models: {"
                                            + fill(tier, secret)
                                            + "}}}}"))
                    .singleElement()
                    .asString()
                    .contains("looks like a key")
                    .doesNotContain("R4nd0m");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llm.providers.anthropic.api-key", "llm.providers.anthropic.api_key_env"})
    void aKeyInAnOverrideIsRefusedAndNeverShown(String path) {
        for (String secret : SECRETS) {
            assertThat(Configs.problems("", Configs.set(path, secret)))
                    .singleElement()
                    .asString()
                    .startsWith("option " + path + ": ")
                    .doesNotContain("R4nd0m");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANTHROPIC_API_KEY", "_KEY", "K2", "CLAUDE"})
    void aVariablesNameIsFine(String name) {
        assertThat(
                        Configs.provider(
                                        Configs.withProviders(
                                                "cloud", "anthropic: {api_key_env: " + name + "}"),
                                        "anthropic")
                                .apiKeyEnv())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic_key", "MY-KEY", "2KEY", "''", "AKIAIOSFODNN7EXAMPLE", "5"})
    void whatIsNoVariablesNameIsRefused(String name) {
        assertThat(Configs.problems("llm: {providers: {anthropic: {api_key_env: " + name + "}}}"))
                .singleElement()
                .asString()
                .contains("must be the name of an environment variable");
    }

    private static String fill(String text, String secret) {
        return text.replace("%s", secret);
    }
}
