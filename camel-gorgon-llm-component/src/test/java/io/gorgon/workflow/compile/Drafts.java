package io.gorgon.workflow.compile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Fallback;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.OnInDoubt;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepOutput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowOutput;
import io.gorgon.workflow.model.WorkflowSettings;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.PositionedYaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Workflows for tests, written as YAML and taken as they are: nothing is checked. */
public final class Drafts {

    private static final StepTypes TYPES = StepTypes.installed();

    private Drafts() {}

    /** A whole workflow. */
    public static Workflow workflow(String id, String yaml) {
        JsonNode tree = PositionedYaml.parse(yaml).tree();
        JsonNode settings = tree.path("settings");
        return new Workflow(
                id,
                tree.path("name").asText(id),
                tree.path("version").asText(Workflow.DEFAULT_VERSION),
                tree.path("description").asText(""),
                tree.path("token_budget").asLong(Workflow.DEFAULT_TOKEN_BUDGET),
                Duration.ofSeconds(tree.path("timeout_seconds").asLong(3600)),
                WorkflowInput.listFrom(tree.path("inputs")).inputs(),
                texts(tree.path("outputs")).stream()
                        .map(name -> new WorkflowOutput(name, ""))
                        .toList(),
                steps(tree.path("steps")),
                new WorkflowSettings(
                        settings.path("auto_parallel").asBoolean(false),
                        settings.path("auto_parallel_max_workers").asInt(4)),
                MissingNode.getInstance(),
                yaml);
    }

    /** The steps of a list. */
    public static List<Step> steps(String yaml) {
        return steps(PositionedYaml.parse(yaml).tree());
    }

    private static List<Step> steps(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(Drafts::step).toList();
    }

    private static Step step(JsonNode tree) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        ObjectNode params = tree.path("params").isObject() ? (ObjectNode) tree.get("params") : none;
        String type = tree.path("type").asText();
        return new Step(
                tree.path("id").asText("nameless"),
                type,
                tree.path("description").asText(""),
                params,
                blocks(type, params),
                tree.get("condition"),
                OnFailure.of(tree.path("on_failure").asText("abort")).orElseThrow(),
                tree.path("max_retries").asInt(Step.DEFAULT_MAX_RETRIES),
                Duration.ofSeconds(tree.path("timeout_seconds").asLong(300)),
                StreamSupport.stream(tree.path("outputs").spliterator(), false)
                        .map(Drafts::output)
                        .toList(),
                texts(tree.path("depends_on")),
                fallback(tree.path("fallback")),
                tree.path("default_output").isObject()
                        ? (ObjectNode) tree.get("default_output")
                        : none,
                tree.path("circuit_breaker_key").asText(null),
                OnInDoubt.of(tree.path("on_in_doubt").asText()).orElse(null),
                null,
                JsonPointer.empty());
    }

    private static StepOutput output(JsonNode output) {
        return output.isTextual()
                ? StepOutput.named(output.asText())
                : new StepOutput(
                        output.path("name").asText(),
                        output.path("type").asText(null),
                        output.path("description").asText(""));
    }

    private static Fallback fallback(JsonNode fallback) {
        if (fallback.isMissingNode()) {
            return null;
        }
        return fallback.has("step")
                ? new Fallback(null, step(fallback.get("step")))
                : new Fallback(fallback.get("value"), null);
    }

    private static Map<String, List<Step>> blocks(String type, ObjectNode params) {
        Map<String, List<Step>> blocks = new LinkedHashMap<>();
        for (Block block : TYPES.find(type).map(StepType::blocks).orElse(List.of())) {
            String[] path = block.param().split("/");
            JsonNode value = params.path(path[0]);
            if (path.length > 1) {
                for (int i = 0; i < value.size(); i++) {
                    blocks.put(
                            path[0] + "/" + i + "/" + path[1], steps(value.get(i).path(path[1])));
                }
            } else if (!value.isMissingNode()) {
                blocks.put(block.param(), block.single() ? List.of(step(value)) : steps(value));
            }
        }
        return blocks;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
