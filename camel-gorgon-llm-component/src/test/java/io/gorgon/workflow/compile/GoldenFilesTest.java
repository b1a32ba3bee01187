package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.parse.WorkflowChecks;
import io.gorgon.workflow.parse.WorkflowParser;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.direct.DirectEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows and the routes that they become, as files to read. */
class GoldenFilesTest {

    private static final WorkflowCompiler COMPILER =
            new WorkflowCompiler(
                    StepTypes.installed(),
                    role -> role.equals("analyst") ? ModelTier.REASONING : ModelTier.STANDARD);

    private static final WorkflowParser PARSER =
            new WorkflowParser(StepTypes.installed(), WorkflowChecks.NONE);

    @ParameterizedTest
    @ValueSource(strings = {"release-notes", "market-watch", "polish"})
    void aWorkflowBecomesTheRouteThatIsWrittenDown(String name) throws Exception {
        String text = compiled(name);
        assertThat(text).isEqualTo(file(name + ".camel.yaml"));
        assertThat(LoadedRoute.schemaProblems(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release-notes", "market-watch", "polish"})
    void theRouteLoads(String name) throws Exception {
        try (LoadedRoute route = new LoadedRoute(compiled(name))) {
            assertThat(route.context().getRoute("gorgon-workflow-" + name).getEndpoint())
                    .isInstanceOf(DirectEndpoint.class);
        }
    }

    private static String compiled(String name) throws IOException {
        String file = name + ".gorgon.yaml";
        return COMPILER.compile(PARSER.parse(file, file(file)));
    }

    private static String file(String name) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
