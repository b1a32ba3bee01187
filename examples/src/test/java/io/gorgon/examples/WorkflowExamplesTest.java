package io.gorgon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workflows of the examples, in a Camel application, on a mock that answers as a model might.
 */
class WorkflowExamplesTest {

    @TempDir Path folder;

    /** Runs a workflow once; what the mock is asked is matched by the path of the step. */
    private void run(
            String workflow, Map<String, Object> inputs, String script, Consumer<Exchange> check)
            throws Exception {
        Files.writeString(folder.resolve("script.yaml"), script);
        Path config = folder.resolve("gorgon.yaml");
        Files.writeString(
                config,
                """
                llm: {mode: local, providers: {mock: {script: script.yaml}}}
                shell: {allowed: [find, sort, cat]}
                """);
        try (RunningExample example = new RunningExample(config)) {
            example.load(workflow + ".gorgon.yaml");
            check.accept(example.ask("direct:gorgon-workflow-" + workflow, null, inputs));
        }
    }

    private static Map<?, ?> outputs(Exchange answer) {
        return answer.getMessage().getBody(Map.class);
    }

    private static String status(Exchange answer) {
        return answer.getMessage().getHeader("CamelGorgonRunStatus", String.class);
    }

    @Test
    void theViewsOfAllSidesReachTheOneWhoRecommends() throws Exception {
        run(
                "decision-review",
                Map.of("options", "rent, build"),
                """
                answers:
                  - when: {step: judge/security, prompt: 'rent; build'}
                    reply: SECURITY-VIEW
                  - when: {step: judge/operations}
                    reply: OPERATIONS-VIEW
                  - when: {step: judge/cost}
                    reply: COST-VIEW
                  - when: {step: recommend, prompt: '(?s)SECURITY-VIEW.*OPERATIONS-VIEW.*COST-VIEW'}
                    json: {recommendation: build, confidence: 9}
                """,
                answer -> {
                    assertThat(status(answer)).isEqualTo("success");
                    assertThat(outputs(answer).get("recommendation")).isEqualTo("build");
                    assertThat(outputs(answer).get("confidence")).isEqualTo(9);
                    assertThat(outputs(answer).get("security_view")).isEqualTo("SECURITY-VIEW");
                    assertThat(outputs(answer).containsKey("dissent")).isFalse();
                });
    }

    @Test
    void aRecommendationThatIsNotSureGetsAnOpponent() throws Exception {
        run(
                "decision-review",
                Map.of(),
                """
                answers:
                  - when: {step: recommend}
                    json: {recommendation: tapes, confidence: 4}
                  - when: {step: object, prompt: tapes}
                    reply: Tapes are slow.
                """,
                answer -> assertThat(outputs(answer).get("dissent")).isEqualTo("Tapes are slow."));
    }

    @Test
    void theRecommendationStandsWhenItsOpponentFails() throws Exception {
        run(
                "decision-review",
                Map.of(),
                """
                answers:
                  - when: {step: recommend}
                    json: {recommendation: tapes, confidence: 4}
                  - when: {step: object}
                    error: bad_request
                """,
                answer -> {
                    assertThat(status(answer)).isEqualTo("success");
                    assertThat(outputs(answer).get("recommendation")).isEqualTo("tapes");
                });
    }

    @Test
    void whatOneJudgeRejectsIsNotSent() {
        assertThatThrownBy(
                        () ->
                                run(
                                        "guarded-message",
                                        Map.of(),
                                        """
                                        answers:
                                          - when: {step: write}
                                            reply: Dear customers, your passwords are attached.
                                          - when: {agent: vechernyaya, prompt: passwords}
                                            json: {reason: it gives secrets away, decision: reject, confidence: 1}
                                          - when: {tier: reasoning}
                                            json: {reason: fine, decision: approve, confidence: 1}
                                        """,
                                        answer -> {}))
                .hasMessageContaining("Step 'send' failed: Consensus vote rejected")
                .hasMessageContaining("it gives secrets away");
    }

    @Test
    void eachLetterIsCheckedAndTheVerdictsKeepTheOrderOfTheLetters() throws Exception {
        run(
                "letter-check",
                Map.of("folder", "letters"),
                """
                answers:
                  - when: {step: 'check[0]', prompt: 'Market Street'}
                    json: {obeys: true, reason: ""}
                    delay_ms: 200
                  - when: {step: 'check[1]', prompt: 'letters/offer.txt'}
                    json: {obeys: false, reason: promises 8 per cent}
                  - when: {step: 'check[2]', prompt: '1.9 per cent'}
                    json: {obeys: true, reason: ""}
                  - when: {step: report, prompt: promises 8 per cent}
                    reply: Hold back the offer.
                """,
                answer -> {
                    assertThat(outputs(answer).get("letters"))
                            .isEqualTo(
                                    List.of(
                                            "letters/closing.txt",
                                            "letters/offer.txt",
                                            "letters/rates.txt"));
                    assertThat(outputs(answer).get("verdicts"))
                            .isEqualTo(
                                    List.of(
                                            Map.of("obeys", true, "reason", ""),
                                            Map.of("obeys", false, "reason", "promises 8 per cent"),
                                            Map.of("obeys", true, "reason", "")));
                    assertThat(outputs(answer).get("checked")).isEqualTo("3 of 3");
                    assertThat(outputs(answer).get("report")).isEqualTo("Hold back the offer.");
                });
    }

    @Test
    void aReportIsImprovedUntilItsScoreIsHighEnough() throws Exception {
        run(
                "incident-report",
                Map.of("notes", "The lift stood still."),
                """
                answers:
                  - when: {step: 'improve#1/write', prompt: '(?s)lift stood still.*none.*none'}
                    reply: first draft
                  - when: {step: 'improve#1/review', prompt: first draft}
                    json: {score: 5, advice: say why}
                  - when: {step: 'improve#2/write', prompt: '(?s)first draft.*say why'}
                    reply: second draft
                  - when: {step: 'improve#2/review', prompt: second draft}
                    json: {score: 8, advice: ""}
                """,
                answer ->
                        assertThat(outputs(answer))
                                .isEqualTo(
                                        Map.of("report", "second draft", "score", 8, "rounds", 2)));
    }

    @Test
    void aReportThatNeverGetsGoodEndsWithTheLastRound() throws Exception {
        run(
                "incident-report",
                Map.of(),
                """
                answers:
                  - when: {prompt: Score the report}
                    json: {score: 3, advice: again}
                """,
                answer -> {
                    assertThat(outputs(answer).get("rounds")).isEqualTo(4);
                    assertThat(outputs(answer).get("score")).isEqualTo(3);
                });
    }

    @Test
    void noNoticeIsSentBeforeAPersonHasDecided() throws Exception {
        run(
                "customer-notice",
                Map.of("event", "A letter went astray."),
                """
                answers:
                  - when: {step: duties, prompt: went astray}
                    reply: Tell them.
                  - when: {step: draft, prompt: Tell them}
                    reply: Dear customers
                """,
                answer -> {
                    assertThat(status(answer)).isEqualTo("awaiting_approval");
                    assertThat(outputs(answer).get("__approval_preview"))
                            .isEqualTo(Map.of("duties", "Tell them.", "draft", "Dear customers"));
                    assertThat(Path.of("outbox")).doesNotExist();
                });
    }
}
