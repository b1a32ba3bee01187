package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigFuzzTest {

    private static final int ROUNDS = 4000;
    private static final String[] PIECES = {
        "",
        "\t",
        " ",
        "\n",
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "#",
        "&a ",
        "*a",
        "!x ",
        "?",
        "|",
        ">",
        "%",
        "@",
        "`",
        "\\",
        "~",
        "null",
        "-1",
        "1e9",
        ".inf",
        "true",
        "<<: ",
        "---\n",
        "\u0000",
        "\uFEFF",
        "\uD800",
        "é",
        "llm:",
        "providers:",
        "base_url: ",
        "tier_models: ",
        "type: ",
        "99999999999999999999",
    };

    @Test
    void aBrokenFileEitherLoadsOrHasProblemsWithLines() {
        Random random = new Random(20261122);
        String example = Configs.example();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutate(example, random);
            try {
                assertThat(Configs.read(text).mode()).isNotNull();
            } catch (InvalidConfigException invalid) {
                refused++;
                assertThat(invalid.problems())
                        .as(text)
                        .isNotEmpty()
                        .allSatisfy(
                                problem -> {
                                    assertThat(problem.line()).isPositive();
                                    assertThat(problem.column()).isPositive();
                                    assertThat(problem.message()).doesNotContain("\n");
                                });
            }
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    @Test
    void brokenOverridesEitherLoadOrHaveProblems() {
        Random random = new Random(7);
        String example = Configs.example();
        for (int round = 0; round < ROUNDS / 4; round++) {
            String path = mutate("llm.providers.ollama.tier_models.fast", random);
            String value = mutate("[a, b: c]", random);
            try {
                Configs.read(example, new ConfigOverrides(null, false, Map.of(path, value)));
            } catch (InvalidConfigException invalid) {
                assertThat(invalid.problems()).isNotEmpty();
            }
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), from + random.nextInt(6));
            mutated.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
        }
        return mutated.toString();
    }
}
