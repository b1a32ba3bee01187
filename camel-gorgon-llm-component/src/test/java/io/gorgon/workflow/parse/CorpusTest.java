package io.gorgon.workflow.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gorgon.skill.Agents;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The workflows of the original, which are not a part of this project. */
class CorpusTest {

    private static final String PROPERTY = "gorgon.corpus";
    private static final int MUTATIONS = 2_000;

    private final WorkflowParser parser =
            new WorkflowParser(
                    StepTypes.installed(),
                    new WorkflowChecks(
                            Optional.empty(),
                            Optional.of(Set.copyOf(Agents.shipped().names())),
                            Set.of()));

    private static List<Path> files = List.of();

    @BeforeAll
    static void findTheFiles() throws IOException {
        String folder = System.getProperty(PROPERTY, "");
        assumeTrue(
                !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
                "the workflows of the original are not here; -D" + PROPERTY + "=FOLDER names them");
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @Test
    void allFilesOfTheOriginalAreReadWithoutAnyProblem() throws IOException {
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            ParsedWorkflow parsed =
                    parser.read(file.getFileName().toString(), Files.readString(file));
            assertThat(parsed.problems()).as(file.toString()).isEmpty();
            Workflow workflow = parsed.workflow();
            assertThat(workflow.steps()).as(file.toString()).isNotEmpty();
            assertThat(workflow.outputs()).as(file.toString()).isNotEmpty();
            assertThat(workflow.inputs()).as(file.toString()).isNotEmpty();
        }
    }

    @Test
    void theStepsOfAParallelStepAreReadWithTheirDependencies() throws IOException {
        Path file =
                files.stream()
                        .filter(each -> each.endsWith("parallel-analysis.yaml"))
                        .findFirst()
                        .orElseThrow();
        Step parallel =
                parser.parse("parallel-analysis.yaml", Files.readString(file)).steps().get(1);
        assertThat(parallel.block("steps"))
                .extracting(Step::id)
                .containsExactly("security", "performance", "maintainability", "summary");
        assertThat(parallel.block("steps").get(3).dependsOn())
                .containsExactly("security", "performance", "maintainability");
    }

    @Test
    void whateverStandsInAFileOnlyProblemsWithPlacesComeOfIt() throws IOException {
        Random random = new Random(4);
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        for (int i = 0; i < MUTATIONS; i++) {
            String text = TextMutation.of(texts.get(random.nextInt(texts.size())), random);
            ParsedWorkflow parsed = parser.read("mutated.yaml", text);
            assertThat(parsed.workflow() == null)
                    .as(text)
                    .isEqualTo(!parsed.errors(false).isEmpty());
            assertThat(parsed.problems())
                    .as(text)
                    .allMatch(problem -> problem.line() >= 1 && problem.column() >= 1)
                    .allMatch(problem -> !problem.message().isBlank());
        }
    }
}
