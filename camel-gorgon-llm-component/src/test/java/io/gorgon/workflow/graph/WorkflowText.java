package io.gorgon.workflow.graph;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Fallback;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepOutput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowOutput;
import io.gorgon.workflow.model.WorkflowSettings;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Workflows of tests, written as YAML and taken as they are. */
public final class WorkflowText {

    private static final StepTypes TYPES = StepTypes.installed();

    private WorkflowText() {}

    public static Workflow read(String yaml) {
        JsonNode tree = PositionedYaml.parse(yaml).tree();
        List<WorkflowOutput> outputs = new ArrayList<>();
        for (JsonNode each : tree.path("outputs")) {
            outputs.add(
                    new WorkflowOutput(
                            each.isTextual() ? each.textValue() : each.path("name").asText(),
                            each.path("description").asText("")));
        }
        return new Workflow(
                "test",
                tree.path("name").asText("test"),
                tree.path("version").asText("1.0"),
                tree.path("description").asText(""),
                tree.path("token_budget").asLong(Workflow.DEFAULT_TOKEN_BUDGET),
                Workflow.DEFAULT_TIMEOUT,
                WorkflowInput.listFrom(tree.get("inputs")).inputs(),
                outputs,
                steps(tree.path("steps")),
                new WorkflowSettings(
                        tree.path("settings").path("auto_parallel").asBoolean(),
                        tree.path("settings").path("auto_parallel_max_workers").asInt(4)),
                MissingNode.getInstance(),
                yaml);
    }

    private static List<Step> steps(JsonNode list) {
        List<Step> steps = new ArrayList<>();
        list.forEach(each -> steps.add(step(each, "item")));
        return steps;
    }

    private static Step step(JsonNode tree, String otherwise) {
        String type = tree.path("type").asText();
        ObjectNode params =
                tree.path("params").isObject()
                        ? (ObjectNode) tree.get("params")
                        : JsonNodeFactory.instance.objectNode();
        List<StepOutput> outputs = new ArrayList<>();
        tree.path("outputs").forEach(name -> outputs.add(StepOutput.named(name.asText())));
        List<String> dependsOn = new ArrayList<>();
        tree.path("depends_on").forEach(id -> dependsOn.add(id.asText()));
        JsonNode fallback = tree.path("fallback");
        return new Step(
                tree.path("id").asText(otherwise),
                type,
                tree.path("description").asText(""),
                params,
                blocks(type, params),
                tree.get("condition"),
                OnFailure.of(tree.path("on_failure").asText("abort")).orElseThrow(),
                tree.path("max_retries").asInt(Step.DEFAULT_MAX_RETRIES),
                Step.DEFAULT_TIMEOUT,
                outputs,
                dependsOn,
                fallback.isObject()
                        ? new Fallback(
                                fallback.get("value"),
                                fallback.has("step") ? step(fallback.get("step"), "other") : null)
                        : null,
                JsonNodeFactory.instance.objectNode(),
                null,
                null,
                null,
                JsonPointer.empty());
    }

    private static Map<String, List<Step>> blocks(String type, JsonNode params) {
        Map<String, List<Step>> blocks = new LinkedHashMap<>();
        if (TYPES.find(type).isEmpty()) {
            return blocks;
        }
        for (Block block : TYPES.get(type).blocks()) {
            if (block.param().equals("cases/steps")) {
                for (int i = 0; i < params.path("cases").size(); i++) {
                    JsonNode steps = params.path("cases").get(i).path("steps");
                    blocks.put("cases/" + i + "/steps", steps(steps));
                }
            } else if (params.has(block.param())) {
                JsonNode inside = params.get(block.param());
                blocks.put(
                        block.param(),
                        block.single()
                                ? List.of(
                                        step(
                                                inside,
                                                block.param().equals("step_template")
                                                        ? "item"
                                                        : block.param().replace("_step", "")))
                                : steps(inside));
            }
        }
        return blocks;
    }
}
