package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionCommandTest {

    private static final String NOTICE =
            """
            name: Notice
            inputs: {town: {type: string, default: Ulm}}
            outputs: [sent]
            steps:
              - {id: draft, type: llm, params: {prompt: "Draft for ${town}"}, outputs: [draft]}
              - {id: gate, type: approval, params: {prompt: "Send it to ${town}?", preview_from: [draft, town]}}
              - {id: send, type: llm, params: {prompt: "Sent ${draft}"}, outputs: [sent]}
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void write() {
        cli = new Cli(folder).file("notice.gorgon.yaml", NOTICE);
    }

    private JsonNode waiting() {
        Cli.Result result = cli.run("run", "--mock", "--json", "notice.gorgon.yaml");
        assertThat(result.exitCode()).isEqualTo(3);
        return result.json();
    }

    private String token() {
        return waiting().at("/approval/token").asText();
    }

    @Test
    void aPersonSeesTheQuestionThePreviewTheTokenOnceAndTheCommandsThatEndTheWait() {
        Cli.Result result = cli.run("run", "--mock", "notice.gorgon.yaml");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("step 'gate' waits for a person:")
                .contains("Send it to Ulm?")
                .contains("  draft:")
                .contains("Draft for Ulm")
                .contains("  town:\n    Ulm\n")
                .contains("gorgon approve ")
                .contains("gorgon reject ")
                .containsPattern("Until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(result.out()).doesNotContain("__approval");
    }

    @Test
    void jsonHasTheTokenTheQuestionThePreviewAndTheEnd() {
        JsonNode json = waiting();
        JsonNode approval = json.get("approval");
        assertThat(approval.get("token").asText()).isNotBlank();
        assertThat(approval.get("step").asText()).isEqualTo("gate");
        assertThat(approval.get("prompt").asText()).isEqualTo("Send it to Ulm?");
        assertThat(approval.at("/preview/town").asText()).isEqualTo("Ulm");
        assertThat(Instant.parse(approval.get("expires_at").asText())).isAfter(Instant.now());
        assertThat(json.get("approvals")).hasSize(1);
        assertThat(json.at("/approvals/0")).isEqualTo(approval);
    }

    @Test
    void progressInJsonHasTheTokenAsAnEvent() {
        Cli.Result result = cli.run("run", "--mock", "--progress", "json", "notice.gorgon.yaml");
        assertThat(result.err().lines()).allMatch(line -> line.startsWith("{\"event\":"));
        assertThat(result.err().lines())
                .anyMatch(line -> line.contains("approval_requested") && line.contains("token"));
    }

    @Test
    void onlyAHashOfTheTokenIsKept() throws IOException {
        String token = token();
        String kept = "";
        for (String name : List.of("state.db", "state.db-wal")) {
            Path file = folder.resolve(".gorgon").resolve(name);
            if (Files.exists(file)) {
                kept += Files.readString(file, StandardCharsets.ISO_8859_1);
            }
        }
        assertThat(kept).contains("Send it to Ulm?").doesNotContain(token);
    }

    @Test
    void approvingGoesOnAtOnce() {
        String token = token();
        Cli.Result approved = cli.run("approve", "--mock", token, "--by", "Ada");
        assertThat(approved.exitCode()).isZero();
        assertThat(approved.err())
                .contains("approved  step 'gate' of run ")
                .contains("by Ada")
                .contains("draft: success (from journal)");
        assertThat(approved.out()).startsWith("sent:\n");
    }

    @Test
    void approvingAsJsonHasTheRunAndTheDecision() {
        String token = token();
        JsonNode json =
                cli.run("approve", "--mock", "--json", token, "--comment", "looks good").json();
        assertThat(json.get("status").asText()).isEqualTo("success");
        assertThat(json.get("approval").isNull()).isTrue();
        assertThat(json.at("/decision/step").asText()).isEqualTo("gate");
        assertThat(json.at("/decision/decision").asText()).isEqualTo("approved");
        assertThat(json.at("/decision/comment").asText()).isEqualTo("looks good");
        assertThat(json.at("/decision/by").asText()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void withoutResumeTheDecisionIsKeptForWhoeverGoesOn() {
        JsonNode waiting = waiting();
        String run = waiting.get("run_id").asText();
        String token = waiting.at("/approval/token").asText();
        Cli.Result decided = cli.run("approve", "--mock", "--no-resume", token);
        assertThat(decided.exitCode()).isZero();
        assertThat(decided.err()).contains("gorgon resume " + run);
        assertThat(decided.out()).isEmpty();
        Cli.Result resumed = cli.run("resume", "--mock", run);
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).startsWith("sent:\n");
    }

    @Test
    void rejectingFailsTheStepWithTheReason() {
        String token = token();
        Cli.Result rejected =
                cli.run("reject", "--mock", token, "--by", "Ada", "--comment", "not today");
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.err())
                .contains("rejected  step 'gate'")
                .contains("rejected by Ada: not today");
    }

    @Test
    void aTokenWorksOnce() {
        String token = token();
        cli.run("approve", "--mock", token, "--by", "Ada");
        Cli.Result again = cli.run("reject", "--mock", token);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("Ada").doesNotContain("at io.gorgon");
        assertThat(cli.run("approve", "--json", token).json().at("/error/kind").asText())
                .isEqualTo("token_refused");
    }

    @Test
    void anUnknownTokenIsRefused() {
        Cli.Result result = cli.run("approve", "nobody-knows-this");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("gorgon: ").hasLineCount(1);
    }

    @Test
    void resumingARunThatWaitsTellsItsQuestionAgainAndNotTheToken() {
        JsonNode waiting = waiting();
        String run = waiting.get("run_id").asText();
        String token = waiting.at("/approval/token").asText();
        Cli.Result result = cli.run("resume", "--mock", run);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("Send it to Ulm?")
                .contains("The token was shown when the run stopped")
                .contains("resume " + run + " --new-token")
                .doesNotContain(token);
        assertThat(cli.run("resume", "--mock", run, "--json").json().at("/approval/token").isNull())
                .isTrue();
    }

    @Test
    void aNewTokenTakesThePlaceOfTheOldOne() {
        JsonNode waiting = waiting();
        String run = waiting.get("run_id").asText();
        String old = waiting.at("/approval/token").asText();
        Cli.Result result = cli.run("resume", "--mock", "--json", run, "--new-token");
        assertThat(result.exitCode()).isEqualTo(3);
        String token = result.json().at("/approval/token").asText();
        assertThat(token).isNotBlank().isNotEqualTo(old);
        assertThat(cli.run("approve", "--mock", old).exitCode()).isEqualTo(2);
        assertThat(cli.run("approve", "--mock", token).exitCode()).isZero();
        assertThat(cli.run("resume", "--mock", run, "--new-token").exitCode()).isEqualTo(2);
    }

    @Test
    void aCancelledRunIsAtItsEnd() {
        JsonNode waiting = waiting();
        String run = waiting.get("run_id").asText();
        Cli.Result cancelled = cli.run("cancel", run, "--by", "Ada");
        assertThat(cancelled.exitCode()).isZero();
        assertThat(cancelled.err()).contains("cancelled  Notice  " + run);
        Cli.Result again = cli.run("cancel", "--json", run);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.json().at("/error/kind").asText()).isEqualTo("run_unavailable");
    }
}
