package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many commands at once, each a process of its own, on one state file. */
class BudgetProcessesTest {

    private static final int PROCESSES = 5;

    @TempDir private Path folder;

    private Process ask() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "ask",
                                "--provider",
                                "ollama",
                                "--tier",
                                "fast",
                                "--agent",
                                "a",
                                "--max-tokens",
                                "100",
                                "--json",
                                "hi")
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("GORGON_CONFIG");
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    @Test
    void manyCommandsAtOnceShareOneBudget() throws Exception {
        try (FakeOllama ollama = new FakeOllama()) {
            Cli cli =
                    new Cli(folder)
                            .config(
                                    """
                                    llm:
                                      providers:
                                        ollama: {base_url: "%s"}
                                      budget: {max_tokens_per_agent: 145}
                                    """
                                            .formatted(ollama.url()));
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(ask());
            }
            long used = 0;
            int refused = 0;
            for (Process process : processes) {
                JsonNode answer = LlmHttpClient.JSON.readTree(process.getInputStream());
                process.waitFor();
                if (answer.has("error")) {
                    assertThat(answer.path("error").path("kind").asText())
                            .isEqualTo("budget_exceeded");
                    refused++;
                } else {
                    used += answer.path("total_tokens").asLong();
                }
            }

            JsonNode scopes = cli.run("budget", "--json").json().path("scopes");
            JsonNode agent = null;
            for (JsonNode scope : scopes) {
                if (scope.path("scope").asText().equals("agent")) {
                    agent = scope;
                }
            }
            assertThat(agent).isNotNull();
            assertThat(refused).isBetween(1, PROCESSES - 1);
            assertThat(agent.path("spent_tokens").asLong()).isEqualTo(used).isLessThan(146);
            assertThat(agent.path("reserved_tokens").asLong()).isZero();
            assertThat(agent.path("in_doubt_tokens").asLong()).isZero();
        }
    }
}
