package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that call tools of an MCP server: a real one, in a JVM of its own. */
@Timeout(120)
class McpStepsTest {

    @TempDir Path folder;

    private WorkflowRunner workflows;

    @BeforeEach
    void start() {
        workflows =
                WorkflowRunner.with(
                        folder,
                        """
                        llm: {providers: {mock: {type: mock}}}
                        mcp:
                          servers:
                            Files:
                              command: ["%s", -cp, "%s", io.gorgon.mcp.LineServer, "%s"]
                        """
                                .formatted(
                                        Path.of(System.getProperty("java.home"), "bin", "java"),
                                        System.getProperty("java.class.path"),
                                        journal()));
    }

    @AfterEach
    void close() {
        workflows.close();
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private static String calling(String fields) {
        return "{name: t, outputs: [o, structured_content], steps: [{id: a, type: mcp_tool,"
                + " max_retries: 1, outputs: [o, structured_content], params: {%s}}]}"
                        .formatted(fields);
    }

    @Test
    void valuesReachTheToolAsTheyAre() {
        Ran ran =
                workflows.run(
                        calling(
                                "server: '${s}', tool: echo, arguments: {text: 'a ${t}', n: 5,"
                                        + " list: '${l}', '${k}': {deep: ['${t}']}}"),
                        Map.of("s", "files", "t", "${x}", "l", List.of(1, 2), "k", "unused"));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("o"))
                .isEqualTo(
                        "{\"text\":\"a ${x}\",\"n\":5,\"list\":[1,2],\"${k}\":{\"deep\":[\"${x}\"]}}");
    }

    @Test
    void textsOfAnAnswerAreJoinedAndItsStructureCanBeBound() {
        Ran ran = workflows.run(calling("server: FILES, tool: two_parts"));

        assertThat((String) ran.output("o")).startsWith("one\ntwo");
        assertThat(ran.output("structured_content")).isEqualTo(Map.of("count", 2));
    }

    @Test
    void anErrorThatTheToolTellsFailsTheStep() {
        Ran ran = workflows.run(calling("server: files, tool: fail"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("no such file");
    }

    @Test
    void aStepEndsWhenItsToolTakesTooLong() {
        workflows.withRealTime();

        Ran ran =
                workflows.run(
                        "{name: t, steps: [{id: a, type: mcp_tool, timeout_seconds: 5, max_retries:"
                                + " 0, params: {server: files, tool: hang}}]}");

        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: timed out after 5 seconds");
    }

    @Test
    void anUnknownServerFailsAtOnce() {
        Ran ran = workflows.run(calling("server: '${s}', tool: x"), Map.of("s", "elsewhere"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("elsewhere");
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void aMissingServerOrToolIsFoundBeforeAnythingRuns() {
        assertThat(workflows.errors(calling("tool: x")))
                .containsExactly("Step 'a': mcp_tool step requires 'server'");
        assertThat(workflows.errors(calling("server: files")))
                .containsExactly("Step 'a': mcp_tool step requires 'tool'");
    }

    @Test
    void aDryRunStartsNoServer() {
        Ran ran =
                workflows.dryRun(calling("server: files, tool: echo, arguments: {a: 1}"), Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat((String) ran.output("o")).startsWith("[DRY RUN]").contains("echo", "files");
        assertThat(ran.result().steps().get(0).answer()).containsEntry("dry_run", true);
        assertThat(Files.exists(journal())).isFalse();
    }
}
