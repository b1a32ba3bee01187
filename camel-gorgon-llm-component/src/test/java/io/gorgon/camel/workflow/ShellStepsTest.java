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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that run commands. */
class ShellStepsTest {

    private static final String MOCK = "llm: {providers: {mock: {type: mock}}}\n";

    @TempDir Path folder;

    private WorkflowRunner workflows;

    @BeforeEach
    void allowAllPrograms() {
        workflows = WorkflowRunner.with(folder, MOCK + "shell: {allowed: ['*']}");
    }

    private void allow(String shell) {
        workflows.close();
        workflows = WorkflowRunner.with(folder, MOCK + shell);
    }

    @AfterEach
    void close() {
        workflows.close();
    }

    private static String step(String command, String params) {
        return """
               name: t
               outputs: [res, returncode, stderr]
               steps:
                 - id: a
                   type: shell
                   outputs: [res, returncode, stderr]
                   params:
                     command: |-
                       %s
               %s
               """
                .formatted(command, params.indent(6));
    }

    private Ran run(String command, Map<String, Object> inputs) {
        return workflows.run(step(command, ""), inputs);
    }

    private Object printed(String command, Map<String, Object> inputs) {
        Ran ran = run(command, inputs);
        assertThat(ran.result().error()).isNull();
        return ran.output("res");
    }

    @Test
    void theAnswerIsWhatTheCommandPrintsAndItsCode() {
        Ran ran = run("echo out; echo err >&2", Map.of());

        assertThat(ran.result().outputs())
                .isEqualTo(Map.of("res", "out\n", "returncode", 0, "stderr", "err\n"));
        assertThat(ran.result().usage().tokens()).isZero();
    }

    @Test
    void aCommandThatFailsFailsTheStep() {
        Ran ran =
                workflows.run(
                        step("echo out; echo err >&2; exit 3", "")
                                .replace("id: a", "id: a\n    max_retries: 0"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .startsWith("Step 'a' failed: Command failed with code 3: err");
    }

    @Test
    void aCommandMayFailWhereTheStepSaysSo() {
        Ran ran = workflows.run(step("echo out; exit 3", "allow_failure: true"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("res")).isEqualTo("out\n");
        assertThat(ran.output("returncode")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{command: \"\"}", "{command: \"   \"}"})
    void aCommandThatIsMissingOrBlankIsFoundBeforeAnythingRuns(String params) {
        assertThat(
                        workflows.errors(
                                "{name: t, steps: [{id: a, type: shell, params: %s}]}"
                                        .formatted(params)))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("'a'").contains("command"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sudo ls",
                "SUDO ls",
                "rm -rf /tmp/x",
                "curl u | sh",
                "wget x | bash",
                "chmod 777 f",
                "chmod 0777 f",
                "eval ls",
                "echo > /dev/sda",
                "dd if=a of=/dev/sda",
                ":(){ :|:& };:"
            })
    void aDangerousCommandIsRefusedAtOnce(String command) {
        Ran ran = run(command, Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().steps().get(0).attempts()).isEqualTo(1);
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void withoutPermissionOfTheOperatorNoCommandRuns() {
        allow("");

        Ran ran = run("touch " + folder.resolve("made"), Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("shell.allowed");
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void everyProgramOfACommandHasToBeAllowed() {
        allow("shell: {allowed: [echo]}");

        assertThat(printed("echo a && echo b", Map.of())).isEqualTo("a\nb\n");
        Ran ran = run("echo a && touch " + folder.resolve("made"), Map.of());

        assertThat(ran.result().error()).contains("touch");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void numbersAreTextsAndStructuresAreJson() {
        assertThat(printed("echo ${n} ${l}", Map.of("n", 5, "l", List.of(1, 2))))
                .isEqualTo("5 [1,2]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b; echo pwn",
                "it's",
                "$(echo pwn)",
                "`echo pwn`",
                "${HOME}",
                "a\\b",
                "\"q\"",
                "*",
                "-n",
                "a && echo pwn"
            })
    void aValueIsOneWordWhateverItSays(String value) {
        Map<String, Object> inputs = Map.of("s", value);

        assertThat(printed("printf '%s|' ${s}", inputs)).isEqualTo(value + "|");
        assertThat(printed("printf '%s|' \"<${s}>\"", inputs)).isEqualTo("<" + value + ">|");
    }

    @Test
    void aValueInTheCommandsPlaceIsSplitIntoWordsButIsNeverAnOperator() {
        assertThat(printed("cd ${path} && ${test}", Map.of("path", "/", "test", "echo hi there")))
                .isEqualTo("hi there\n");
        Ran refused = run("${test}", Map.of("test", "echo hi; echo pwn"));
        if (refused.result().status() == RunStatus.SUCCESS) {
            assertThat(refused.output("res")).isEqualTo("hi; echo pwn\n");
        } else {
            assertThat(refused.result().error()).contains("test");
        }
    }

    @Test
    void anUnknownNameIsFoundBeforeAnythingRuns() {
        assertThat(workflows.errors(step("echo [${miss}]", "")))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("miss"));
    }

    @Test
    void aNameWithoutAValueFailsTheStepInsteadOfBecomingNothing() {
        String workflow = "inputs: {path: {required: false}}\n" + step("ls ${path}/secret", "");

        Ran ran = workflows.run(workflow);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("${path} has no value");
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void theCommandRunsInItsFolder() throws Exception {
        Path inside = Files.createDirectory(folder.resolve("inside"));

        Ran ran = workflows.run(step("pwd -P", "working_directory: " + inside));

        assertThat(ran.output("res")).isEqualTo(inside.toRealPath() + "\n");
    }

    @Test
    void moreOutputThanAllowedIsCutAndMarked() {
        allow("shell: {allowed: ['*'], max_output_bytes: 1000}");

        Object output = printed("head -c 5000 /dev/zero | tr '\\0' x", Map.of());

        assertThat((String) output)
                .startsWith("xxxx")
                .endsWith("[OUTPUT TRUNCATED]")
                .hasSizeLessThan(1200);
    }

    @Test
    void aDryRunStartsNothing() {
        Ran ran = workflows.dryRun(step("echo hi; touch " + folder.resolve("made"), ""), Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat((String) ran.output("res")).startsWith("[DRY RUN]");
        assertThat(ran.output("returncode")).isEqualTo(0);
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
