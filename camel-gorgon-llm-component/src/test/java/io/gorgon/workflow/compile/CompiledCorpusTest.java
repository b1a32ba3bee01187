package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.WorkflowChecks;
import io.gorgon.workflow.parse.WorkflowParser;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole files, from text to a route that runs in a Camel context. */
class CompiledCorpusTest {

    private static final StepTypes TYPES = StepTypes.installed();
    private static final WorkflowParser PARSER = new WorkflowParser(TYPES, WorkflowChecks.NONE);
    private static final WorkflowCompiler COMPILER =
            new WorkflowCompiler(TYPES, role -> ModelTier.STANDARD);

    @Test
    void allFilesOfTheOriginalBecomeRoutesThatLoad() throws Exception {
        String folder = System.getProperty("gorgon.corpus", "");
        assumeTrue(!folder.isEmpty(), "the workflows of the original are not here");
        for (Path file : files(folder)) {
            assertLoads(file.getFileName().toString(), Files.readString(file));
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static void assertLoads(String file, String yaml) throws Exception {
        Workflow workflow = PARSER.parse(file, yaml);
        String text = COMPILER.compile(workflow);
        assertThat(COMPILER.compile(PARSER.parse(file, yaml))).isEqualTo(text);
        assertThat(LoadedRoute.schemaProblems(text)).as(file).isEmpty();
        try (LoadedRoute route = new LoadedRoute(text)) {
            assertThat(route.context().getRoute("gorgon-workflow-" + workflow.id())).isNotNull();
        }
    }
}
