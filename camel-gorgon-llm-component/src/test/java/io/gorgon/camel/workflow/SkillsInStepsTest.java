package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.skill.Agents;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of an agent's skills hold for what is done in its name. */
class SkillsInStepsTest {

    @TempDir private Path folder;

    private WorkflowRunner runner;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                folder.resolve("script.yaml"),
                """
                answers:
                  - when: {agent: utrennyaya}
                    json: {reason: fine, decision: approve, confidence: 1}
                  - when: {agent: vechernyaya}
                    json: {reason: no, decision: reject, confidence: 1}
                  - when: {agent: polunochnaya}
                    json: {reason: no, decision: reject, confidence: 1}
                  - when: {agent: builder, prompt: wipe}
                    reply: "Run: rm -rf --no-preserve-root /"
                """);
        runner =
                WorkflowRunner.with(
                        folder,
                        """
                        llm: {mode: local, providers: {mock: {type: mock, script: script.yaml}}}
                        shell: {allowed: ['*']}
                        agents:
                          careful: {consensus: unanimous, skills: [files]}
                          toolless: {tools: ["files/read"]}
                        mcp: {servers: {files: {url: "http://127.0.0.1:9/mcp"}}}
                        """);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private Ran shell(String command, String params) {
        return runner.run(
                """
                name: W
                outputs: [o]
                inputs: {value: {type: string}}
                steps:
                  - id: act
                    type: shell
                    outputs: [o]
                    params: {command: %s, %s}
                """
                        .formatted(command, params),
                Map.of("value", "/etc/passwd"));
    }

    private Ran to(String params) {
        return runner.run(
                """
                name: W
                inputs: {value: {type: string}}
                steps:
                  - {id: act, type: to, params: {role: builder, %s}}
                """
                        .formatted(params),
                Map.of("value", "rm -rf --no-preserve-root /"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'echo hi > /etc/passwd'",
                "'echo \"/etc/passwd\"'",
                "'echo ${value}'",
                "'echo \"see ${value}\"'",
                "'echo /usr/../etc/shadow'"
            })
    void aProtectedPathFailsTheStepAtOnce(String command) {
        Ran ran = shell(command, "role: builder");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .contains("Blocked by a skill", "the skill 'files' protects '/etc'");
        assertThat(runner.pauses()).isEmpty();
    }

    @Test
    void withoutARoleNoRulesOfSkillsHold() {
        assertThat(shell("'echo /etc'", "allow_failure: true").result().status())
                .isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void whatNoRuleForbidsIsDone() {
        Ran ran = shell("'echo hello'", "role: builder");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("o")).asString().startsWith("hello");
    }

    @Test
    void theWorkingDirectoryCounts() {
        Ran ran = shell("'echo passwd'", "role: builder, working_directory: /etc");

        assertThat(ran.result().error()).contains("the skill 'files' protects '/etc'");
    }

    @Test
    void aCapabilityOfASkillRaisesTheLevel() {
        Ran ran = shell("'echo hello'", "role: builder, capability: delete_file");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("Consensus vote rejected", "unanimous");
    }

    @Test
    void aMilderLevelOfTheStepDoesNotLowerThatOfTheSkill() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: act
                            type: shell
                            consensus: any
                            params: {command: "echo hello", role: builder, capability: delete_file}
                        """);

        assertThat(ran.result().error()).contains("unanimous");
    }

    @Test
    void theAgentsOwnVoteHoldsForItsPromptsToo() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - {id: act, type: llm, params: {role: careful, prompt: "any level will do: read_file"}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("Consensus vote rejected", "unanimous");
        assertThat(ran.result().steps())
                .extracting(StepResult::path)
                .contains("act/consensus/vechernyaya");
    }

    @Test
    void anAnswerThatASkillForbidsFailsTheStep() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - {id: act, type: llm, params: {role: builder, prompt: wipe}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("Blocked by a skill", "forbids what matches");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uri: 'file:/etc', body: x",
                "uri: 'file:/etc?fileName=passwd', body: x",
                "uri: 'file:/', parameters: {fileName: etc/passwd}, body: x",
                "uri: 'file:/tmp', headers: {CamelFileName: ../etc/passwd}, body: x",
                "uri: 'log:x', body: '${value}'"
            })
    void whatIsSentIsChecked(String params) {
        Ran ran = to(params);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("the skill 'files'");
    }

    @Test
    void aToolThatTheAgentMayNotUseIsNotCalled() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: act
                            type: mcp_tool
                            params: {server: files, tool: write, role: toolless}
                        """);

        assertThat(ran.result().error())
                .contains(
                        "the agent 'toolless' may not use the tool write of the MCP server files");
    }

    @ParameterizedTest
    @MethodSource("shippedAgents")
    void eachShippedAgentDoesSomethingInItsRole(String role) {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [o]
                        steps:
                          - {id: act, type: llm, outputs: [o], params: {role: %s, prompt: hello}}
                        """
                                .formatted(role));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("o")).asString().isNotBlank();
    }

    static List<String> shippedAgents() {
        return Agents.shipped().names();
    }

    @Test
    void argumentsOfToolsAreChecked() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: act
                            type: mcp_tool
                            params: {server: files, tool: write, role: builder, arguments: {deep: [{path: "/etc/hosts"}]}}
                        """);

        assertThat(ran.result().error()).contains("the skill 'files' protects '/etc'");
    }

    @Test
    void unknownRolesAndPanelsAreToldBeforeTheRun() {
        assertThat(
                        runner.errors(
                                """
                                name: W
                                steps:
                                  - {id: a, type: shell, params: {command: ls, role: bilder}}
                                  - {id: b, type: shell, consensus: {panel: triumvirat}, params: {command: ls}}
                                  - {id: c, type: consensus, params: {operation: x, panel: zorya}}
                                  - {id: d, type: shell, consensus: most, params: {command: ls}}
                                  - {id: e, type: shell, params: {command: ls, role: builder, capability: delete}}
                                """))
                .anySatisfy(error -> assertThat(error).contains("did you mean 'builder'?"))
                .anySatisfy(error -> assertThat(error).contains("did you mean 'triumvirate'?"))
                .anySatisfy(error -> assertThat(error).contains("unknown panel 'zorya'"))
                .anySatisfy(error -> assertThat(error).contains("invalid consensus level"))
                .anySatisfy(error -> assertThat(error).contains("no skill of the agent 'builder'"));
    }
}
