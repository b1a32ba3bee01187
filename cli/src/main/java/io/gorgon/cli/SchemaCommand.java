package io.gorgon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.workflow.parse.WorkflowSchema;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Groups the commands that print JSON Schemas. */
@Command(name = "schema", description = "Print a JSON Schema, for editors and validators.")
final class SchemaCommand {

    /** Prints the schema of the language of workflows. */
    @Command(name = "workflow", description = "Print the JSON Schema of workflow files.")
    static final class OfWorkflows implements Callable<Integer> {

        private final GorgonCommand gorgon;

        OfWorkflows(GorgonCommand gorgon) {
            this.gorgon = gorgon;
        }

        @Override
        public Integer call() {
            JsonNode schema = new WorkflowSchema(StepTypes.installed()).json();
            Json.print(gorgon.surroundings().out(), schema);
            return ExitCode.DONE;
        }
    }

    /** Prints the schema of configurations. */
    @Command(name = "config", description = "Print the JSON Schema of gorgon.yaml.")
    static final class OfConfiguration implements Callable<Integer> {

        private static final String RESOURCE = "/io/gorgon/config/gorgon-schema.json";

        private final GorgonCommand gorgon;

        OfConfiguration(GorgonCommand gorgon) {
            this.gorgon = gorgon;
        }

        @Override
        public Integer call() throws IOException {
            try (InputStream in = GorgonConfig.class.getResourceAsStream(RESOURCE)) {
                Json.print(gorgon.surroundings().out(), LlmHttpClient.JSON.readTree(in));
            }
            return ExitCode.DONE;
        }
    }
}
