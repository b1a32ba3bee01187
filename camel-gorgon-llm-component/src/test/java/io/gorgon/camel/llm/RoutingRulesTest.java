package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.failover.LocalSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Finds every row of the routing table of README in the running routes: all providers fail, so the
 * attempts show who would have been asked, and in which order.
 */
class RoutingRulesTest {

    private static final List<String> TIERS = List.of("reasoning", "standard", "fast", "embedding");

    @TempDir Path folder;

    /** A row: where it holds, and per tier who is asked. */
    private record Row(String mode, String condition, List<String> cells) {}

    @TestFactory
    List<DynamicTest> theTableOfReadmeIsWhatTheRoutesDo() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : rows()) {
            List<String> modes =
                    row.mode().equals("any") ? List.of("local", "hybrid") : List.of(row.mode());
            for (String mode : modes) {
                for (int i = 0; i < TIERS.size(); i++) {
                    String tier = TIERS.get(i);
                    String expected = row.cells().get(i);
                    tests.add(
                            DynamicTest.dynamicTest(
                                    mode + ", " + row.condition() + ", " + tier,
                                    () ->
                                            assertThat(asked(mode, row.condition(), tier))
                                                    .isEqualTo(expected)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("../README.md")).stream()
                .filter(line -> line.matches("\\| (any|local|cloud|hybrid) \\|.*"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .filter(cells -> cells.size() == 7)
                .map(cells -> new Row(cells.get(1), cells.get(2), cells.subList(3, 7)))
                .toList();
    }

    private String asked(String mode, String condition, String tier) throws IOException {
        Files.writeString(
                folder.resolve("script.yaml"),
                "answers: [{error: unreachable}, {when: {tier: embedding}, error: unreachable}]");
        try (GorgonCamel gorgon = GorgonCamel.with(folder, config(mode, condition)).start()) {
            boolean forced = condition.contains("forced local");
            List<String> asked = ask(gorgon, tier, condition.contains("private"), condition);
            if (forced) {
                GorgonLlm.get(gorgon.context())
                        .localSwitch()
                        .force(
                                new LocalSwitch.Forced(
                                        LocalSwitch.Scope.PROCESS, "", "a test", null));
                assertThat(ask(gorgon, tier, false, "")).isEqualTo(asked);
            }
            return String.join(", then ", asked);
        }
    }

    private static String config(String mode, String condition) {
        String local = "    here: {type: mock, script: script.yaml}\n";
        String cloud = "    there: {type: mock, local: false, script: script.yaml}\n";
        return "llm:\n  mode: "
                + mode
                + "\n  failover: {retries: 0, probe_ms: 3600000, allow_cloud: "
                + !condition.contains("allow_cloud: false")
                + "}\n  providers:\n"
                + (condition.equals("no local provider") ? "" : local)
                + (condition.equals("no cloud provider") ? "" : cloud);
    }

    private static List<String> ask(
            GorgonCamel gorgon, String tier, boolean confidential, String condition) {
        Object body = "hello";
        if (!tier.equals("embedding")) {
            body =
                    LlmRequest.builder()
                            .user("hello")
                            .tier(ModelTier.of(tier))
                            .confidential(confidential)
                            .budgetRemainingTokens(condition.startsWith("budget") ? 0L : null)
                            .build();
        }
        Map<String, Object> headers =
                confidential ? Map.of("CamelGorgonLlmPrivate", true) : Map.of();
        Exception failure = gorgon.send("gorgon-llm:" + tier, body, headers).getException();
        List<String> providers =
                failure instanceof AttemptsFailedException all
                        ? all.attempts().stream().map(Attempt::provider).toList()
                        : List.of(((LlmException) failure).provider());
        // a server that was found to be down is skipped by the next call, which is another rule
        GorgonLlm service = GorgonLlm.get(gorgon.context());
        service.downProviders().names().forEach(service.downProviders()::markUp);
        return providers.stream()
                .map(provider -> provider.equals("here") ? "local" : "cloud")
                .collect(Collectors.toList());
    }
}
