package io.gorgon.workflow.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowId;
import io.gorgon.workflow.model.WorkflowOutput;
import io.gorgon.workflow.model.WorkflowSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the workflow of what was read and found to be right. */
final class WorkflowReader {

    private WorkflowReader() {}

    static Workflow read(
            String fileName,
            String source,
            JsonNode tree,
            List<WorkflowInput> inputs,
            List<LocatedStep> steps) {
        String version = StepFields.text(tree, "version");
        JsonNode metadata = tree.path("metadata");
        return new Workflow(
                WorkflowId.ofFile(fileName),
                tree.path("name").asText(),
                version.isBlank() ? Workflow.DEFAULT_VERSION : version,
                StepFields.text(tree, "description").strip(),
                StepFields.count(tree, "token_budget", Workflow.DEFAULT_TOKEN_BUDGET),
                Duration.ofSeconds(
                        StepFields.count(
                                tree, "timeout_seconds", Workflow.DEFAULT_TIMEOUT.toSeconds())),
                inputs,
                outputs(tree.path("outputs")),
                steps.stream().map(LocatedStep::step).toList(),
                settings(tree.path("settings")),
                metadata.isNull() ? MissingNode.getInstance() : metadata,
                source);
    }

    /** What a run gives back; what has no name is left out. */
    static List<WorkflowOutput> outputs(JsonNode node) {
        List<WorkflowOutput> outputs = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode item : node) {
                String name = item.isTextual() ? item.textValue() : item.path("name").textValue();
                if (name != null) {
                    outputs.add(new WorkflowOutput(name, StepFields.text(item, "description")));
                }
            }
        }
        return outputs;
    }

    static WorkflowSettings settings(JsonNode node) {
        return new WorkflowSettings(
                node.path("auto_parallel").asBoolean(false),
                StepFields.count(
                        node, "auto_parallel_max_workers", WorkflowSettings.DEFAULT_WORKERS));
    }
}
