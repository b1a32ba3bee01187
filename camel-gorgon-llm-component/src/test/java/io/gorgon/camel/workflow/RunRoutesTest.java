package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gorgon.camel.observe.GorgonDevConsole;
import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.journal.Definition;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.journal.TokenRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gorgon's own routes for runs, and what an operator sees of runs. */
class RunRoutesTest {

    private static final String TEXT =
            """
            name: W
            steps:
              - {id: work, type: scripted}
            """;

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final FakeJournal journal = new FakeJournal();

    @BeforeEach
    void prepare() {
        WorkflowRuntime.of(runner.camel()).setJournal(journal.journal());
        runner.load("w.yaml", TEXT, Set.of());
        journal.waiting("one", "w", List.of(Definition.of("w", "w.yaml", TEXT)), "t1");
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private Exchange send(String address, Object body) {
        Ran ran = runner.send(address, body, Map.of(), runner.options());
        return ran.exchange();
    }

    @Test
    void aMessageApprovesAndTheRunGoesOn() {
        Exchange answer = send("direct:gorgon-approvals", "approve t1 fine");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("approved");
        assertThat(answer.getMessage().getHeader("CamelGorgonRunId")).isEqualTo("one");
        await().until(() -> journal.told().contains("success one"));
        assertThat(journal.told())
                .startsWith("approved one by a message on direct:gorgon-approvals", "taken one");
    }

    @Test
    void aMessageRejects() {
        Exchange answer =
                send(
                        "direct:gorgon-approvals",
                        "{\"token\": \"t1\", \"decision\": \"reject\", \"by\": \"ann\"}");

        assertThat(answer.getMessage().getBody()).isEqualTo("rejected");
        assertThat(journal.told()).contains("rejected one by ann");
    }

    @Test
    void aWrongTokenIsAnErrorAndChangesNothing() {
        assertThat(send("direct:gorgon-approvals", "approve t9").getException())
                .isInstanceOf(TokenRefusedException.class);
        assertThat(send("direct:gorgon-approvals", "hello").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing has been decided");
        assertThat(journal.told()).isEmpty();
    }

    @Test
    void aMessageCancelsARun() {
        assertThat(send("direct:gorgon-cancel", " one\n").getMessage().getBody())
                .isEqualTo("cancelled");
        journal.give("one");
        assertThat(
                        send("direct:gorgon-cancel", Map.of("run_id", "one", "by", "ann"))
                                .getMessage()
                                .getBody())
                .isEqualTo("cancelling");
        Exchange byHeader =
                runner.send(
                                "direct:gorgon-cancel",
                                null,
                                Map.of("CamelGorgonRunId", "one"),
                                runner.options())
                        .exchange();
        assertThat(byHeader.getException()).isNull();
        assertThat(journal.told())
                .containsExactly(
                        "cancel one by a message on direct:gorgon-cancel",
                        "cancel one by ann",
                        "cancel one by a message on direct:gorgon-cancel");
    }

    @Test
    void whatNamesNoRunCancelsNothing() {
        assertThat(send("direct:gorgon-cancel", "").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("send the id of the run");
        assertThat(send("direct:gorgon-cancel", "nobody").getException())
                .isInstanceOf(RunUnavailableException.class);
        assertThat(journal.told()).isEmpty();
    }

    @Test
    void aStepOfAWorkflowCannotApproveOne() {
        assertThat(
                        runner.errors(
                                """
                                name: W
                                steps:
                                  - {id: a, type: to, params: {uri: "direct:gorgon-approvals", body: x}}
                                """))
                .singleElement()
                .asString()
                .contains("Gorgon's own routes");
    }

    @Test
    void theConsoleShowsTheRuns() {
        journal.interrupted("two", "w", List.of(), Map.of());
        GorgonDevConsole console = new GorgonDevConsole();
        console.setCamelContext(runner.camel());

        assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                .contains("Run two: w, interrupted\n");
        assertThat(console.call(DevConsole.MediaType.JSON).toString())
                .contains("two")
                .contains("interrupted");

        journal.setAway(true);
        assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                .contains("Mode: local")
                .contains("Runs: unknown, the database is away");
    }
}
