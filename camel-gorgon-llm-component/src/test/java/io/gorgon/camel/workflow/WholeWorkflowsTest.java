package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowOutput;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole workflows, each run from its file: those of the original, where they are, and workflows of
 * ours of the same kinds.
 */
class WholeWorkflowsTest {

    private static final String PROPERTY = "gorgon.corpus";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path NOT_THERE =
            Path.of("the workflows of the original, -D" + PROPERTY + "=FOLDER");

    /** Where the type of an input does not say what makes every step run. */
    private static final Map<String, Object> INPUTS =
            Map.of(
                    "review_focus", "all",
                    "doc_type", "all",
                    "compliance_frameworks", List.of("owasp"),
                    "repo", "owner/project",
                    "test_command", "echo 3 passed");

    @TempDir Path folder;
    private Path code;

    @BeforeEach
    void writeCode() throws IOException {
        code = Files.createDirectories(folder.resolve("code"));
        Files.writeString(code.resolve("main.py"), "print('${code_content}')\n");
    }

    static List<Path> files() throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>(in(resources()));
        String corpus = System.getProperty(PROPERTY, "");
        files.addAll(corpus.isEmpty() ? List.of(NOT_THERE) : in(Path.of(corpus)));
        return files;
    }

    private static Path resources() throws URISyntaxException {
        return Path.of(WholeWorkflowsTest.class.getResource("corpus").toURI());
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void allStepsRunAllOutputsAreBoundAndNoPlaceholderIsLeft(Path file) throws Exception {
        assumeTrue(file != NOT_THERE, NOT_THERE.toString());
        String compiled;
        Map<String, Object> inputs;
        RunResult result;
        try (WorkflowTrial trial = new WorkflowTrial(folder)) {
            Workflow workflow = trial.load(file);
            compiled = trial.workflows().compile(workflow);
            inputs = inputs(workflow, false);
            result = trial.run(workflow.id(), inputs);

            assertThat(result.error()).isNull();
            assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(result.warnings()).isEmpty();
            assertThat(result.steps())
                    .extracting(StepResult::status)
                    .containsOnly(StepStatus.SUCCESS);
            assertThat(result.outputs()).containsOnlyKeys(names(workflow.outputs()));
            assertThat(result.outputs().values()).doesNotContainNull().doesNotContain("");
            List<String> prompts = prompts(trial);
            assertThat(prompts).isNotEmpty();
            assertThat(String.join("\n", prompts).replace("print('${code_content}')", ""))
                    .doesNotContain("${");
            for (WorkflowInput input : workflow.inputs()) {
                if (isInAPrompt(input.name(), workflow.steps())) {
                    assertThat(prompts)
                            .as(input.name())
                            .anyMatch(prompt -> shows(prompt, inputs.get(input.name())));
                }
            }
        }
        try (WorkflowTrial trial = new WorkflowTrial(folder)) {
            trial.loadCompiled(compiled);
            RunResult again = trial.run(result.workflow(), inputs);
            assertThat(again.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(again.outputs()).isEqualTo(result.outputs());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theDefaultsTakeThePlaceOfInputsThatAreNotGiven(Path file) throws Exception {
        assumeTrue(file != NOT_THERE, NOT_THERE.toString());
        try (WorkflowTrial trial = new WorkflowTrial(folder)) {
            Workflow workflow = trial.load(file);

            RunResult result = trial.run(workflow.id(), inputs(workflow, true));

            assertThat(result.error()).isNull();
            assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(result.steps())
                    .extracting(StepResult::status)
                    .isSubsetOf(StepStatus.SUCCESS, StepStatus.SKIPPED);
            Set<String> skipped = outputsOfSkipped(workflow, result);
            assertThat(names(workflow.outputs()))
                    .allMatch(name -> result.outputs().containsKey(name) || skipped.contains(name));
            assertThat(result.warnings())
                    .allMatch(warning -> skipped.stream().anyMatch(warning::contains));
            List<String> prompts = prompts(trial);
            assertThat(String.join("\n", prompts).replace("print('${code_content}')", ""))
                    .doesNotContain("${");
            for (WorkflowInput input : workflow.inputs()) {
                if (input.defaultValue() != null && isInAPrompt(input.name(), workflow.steps())) {
                    assertThat(prompts)
                            .as(input.name())
                            .anyMatch(prompt -> shows(prompt, plain(input)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDryRunAsksNobodyAndStartsNothing(Path file) throws Exception {
        assumeTrue(file != NOT_THERE, NOT_THERE.toString());
        Path marker = folder.resolve("marker");
        try (WorkflowTrial trial = WorkflowTrial.withMock(folder)) {
            Workflow workflow = trial.load(file);
            Map<String, Object> inputs = inputs(workflow, false);
            inputs.computeIfPresent("test_command", (name, value) -> "touch " + marker);
            List<Long> before = children();

            RunResult result = trial.dryRun(workflow.id(), inputs);

            assertThat(result.error()).isNull();
            assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
            Set<String> skipped = outputsOfSkipped(workflow, result);
            assertThat(names(workflow.outputs()))
                    .allMatch(name -> result.outputs().containsKey(name) || skipped.contains(name));
            assertThat(trial.requests()).isEmpty();
            assertThat(trial.hasStartedAServer()).isFalse();
            assertThat(marker).doesNotExist();
            assertThat(children()).isEqualTo(before);
        }
    }

    private static List<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
    }

    private Map<String, Object> inputs(Workflow workflow, boolean onlyRequired) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (WorkflowInput input : workflow.inputs()) {
            if (input.required() || !onlyRequired || input.name().equals("test_command")) {
                inputs.put(input.name(), value(input));
            }
        }
        return inputs;
    }

    private Object value(WorkflowInput input) {
        String name = input.name();
        if (INPUTS.containsKey(name)) {
            return INPUTS.get(name);
        }
        if (name.endsWith("_path")) {
            return code.toString();
        }
        return switch (input.type()) {
            case OBJECT -> Map.of("key of " + name, List.of("value of " + name));
            case LIST -> List.of("first of " + name, "second of " + name);
            case NUMBER, INTEGER -> 17;
            case BOOLEAN -> false;
            default -> "value of " + name + " \"$(date)\" ${not} {{read}}";
        };
    }

    private static List<String> prompts(WorkflowTrial trial) {
        return trial.requests().stream()
                .map(RecordingProvider::texts)
                .map(text -> text.replace("${not}", "NOT"))
                .toList();
    }

    private static String[] names(List<WorkflowOutput> outputs) {
        return outputs.stream().map(WorkflowOutput::name).toArray(String[]::new);
    }

    private static Set<String> outputsOfSkipped(Workflow workflow, RunResult result) {
        Set<String> skipped =
                result.steps().stream()
                        .filter(step -> step.status() == StepStatus.SKIPPED)
                        .map(StepResult::path)
                        .collect(Collectors.toSet());
        return workflow.steps().stream()
                .filter(step -> skipped.contains(step.id()))
                .flatMap(step -> step.outputNames().stream())
                .collect(Collectors.toSet());
    }

    /** Whether the author has put it into a prompt. */
    private static boolean isInAPrompt(String input, List<Step> steps) {
        return steps.stream()
                .anyMatch(
                        step ->
                                Stream.of("prompt", "aggregate_prompt")
                                                .map(step::text)
                                                .anyMatch(
                                                        text ->
                                                                text != null
                                                                        && text.contains(
                                                                                "${" + input + "}"))
                                        || step.blocks().values().stream()
                                                .anyMatch(block -> isInAPrompt(input, block)));
    }

    private static boolean shows(String prompt, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(
                            each -> shows(prompt, each.getKey()) && shows(prompt, each.getValue()));
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(each -> shows(prompt, each));
        }
        return prompt.contains(
                String.valueOf(value).replace("${not}", "NOT").replaceFirst("^(\\d+)\\.0$", "$1"));
    }

    private static Object plain(WorkflowInput input) {
        return JSON.convertValue(input.defaultValue(), Object.class);
    }
}
