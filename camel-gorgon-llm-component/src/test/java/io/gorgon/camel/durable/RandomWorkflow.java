package io.gorgon.camel.durable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Workflows of all that the language has, made by chance. The prompt of each step names its call,
 * and has the answers that it reads in it, so that one wrong answer changes all after it.
 */
final class RandomWorkflow {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHILD_SUFFIX = "-child";
    private static final String CHILD_OUTPUT = "answer";

    private final Random random;
    private final String id;
    private final List<String> readable = new ArrayList<>();
    private int counter;

    private RandomWorkflow(Random random, String id) {
        this.random = random;
        this.id = id;
    }

    /**
     * @param id of the workflow
     * @return the texts, by the name of the file: the workflow and one that it calls
     */
    static Map<String, String> texts(Random random, String id) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(id + CHILD_SUFFIX + ".gorgon.yaml", child(random, id + CHILD_SUFFIX));
        files.put(id + ".gorgon.yaml", new RandomWorkflow(random, id).text());
        return files;
    }

    private static String child(Random random, String id) {
        RandomWorkflow child = new RandomWorkflow(random, id);
        ObjectNode workflow = JSON.createObjectNode().put("name", id).put("version", "1.0");
        ObjectNode inputs = workflow.putObject("inputs");
        for (String input : List.of("key", "place", "seed")) {
            inputs.putObject(input).put("type", "string").put("required", true);
        }
        child.readable.add("seed");
        ArrayNode steps = JSON.createArrayNode();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            steps.add(random.nextInt(4) == 0 ? child.fanOut("${place}/") : child.llm("${place}/"));
        }
        steps.addObject()
                .put("id", "end")
                .put("type", "set")
                .putObject("params")
                .put(CHILD_OUTPUT, "${" + child.readable.get(child.readable.size() - 1) + "}");
        workflow.putArray("outputs").add(CHILD_OUTPUT);
        workflow.set("steps", steps);
        return workflow.toPrettyString();
    }

    private String text() {
        ObjectNode workflow = JSON.createObjectNode().put("name", id).put("version", "1.0");
        workflow.put("token_budget", 10_000_000);
        workflow.putObject("inputs").putObject("key").put("type", "string").put("required", true);
        if (random.nextBoolean()) {
            workflow.putObject("settings")
                    .put("auto_parallel", true)
                    .put("auto_parallel_max_workers", 3);
        }
        ArrayNode steps = JSON.createArrayNode();
        steps.add(llm(""));
        int count = 4 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            steps.add(step());
        }
        ArrayNode outputs = JSON.createArrayNode();
        readable.forEach(outputs::add);
        workflow.set("outputs", outputs);
        workflow.set("steps", steps);
        return workflow.toPrettyString();
    }

    private ObjectNode step() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> parallel();
            case 2, 3, 4 -> fanOut("");
            case 5, 6 -> loop();
            case 7 -> approval();
            case 8 -> subWorkflow();
            case 9 -> fallback();
            case 10 -> conditional();
            default -> llm("");
        };
    }

    private String next(String kind) {
        return kind + counter++;
    }

    /** Some of what was given before, as placeholders. */
    private String read() {
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < 2 && !readable.isEmpty(); i++) {
            read.append(" ${").append(readable.get(random.nextInt(readable.size()))).append('}');
        }
        return read.toString();
    }

    private String given(String stepId) {
        String output = "o_" + stepId;
        readable.add(output);
        return output;
    }

    private ObjectNode params(ObjectNode step, String path, String read) {
        return step.withObjectProperty("params")
                .put("prompt", "<<${key}|" + path + ">>" + read)
                .put("max_tokens", 100);
    }

    private ObjectNode llm(String around) {
        String stepId = next("s");
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "llm");
        params(step, around + stepId, read());
        if (random.nextInt(6) == 0) {
            step.put("on_in_doubt", "ask");
        }
        step.putArray("outputs").add(given(stepId));
        return step;
    }

    private ObjectNode conditional() {
        ObjectNode condition =
                JSON.createObjectNode()
                        .put("field", readable.get(0))
                        .put("operator", "matches")
                        .put("value", "[0-7]$");
        ObjectNode step = llm("");
        step.set("condition", condition);
        return step;
    }

    private ObjectNode fallback() {
        String stepId = next(BillingProvider.DOOMED);
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "llm");
        params(step, stepId, read());
        step.put("on_failure", "fallback").putObject("fallback").put("value", "instead");
        step.putArray("outputs").add(given(stepId));
        return step;
    }

    private ObjectNode parallel() {
        String stepId = next("p");
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "parallel");
        ObjectNode params = step.putObject("params").put("max_workers", 3);
        List<String> before = List.copyOf(readable);
        List<String> all = new ArrayList<>(before);
        ArrayNode steps = params.putArray("steps");
        String previous = null;
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            readable.clear();
            readable.addAll(before);
            ObjectNode branch = llm(stepId + "/");
            if (previous != null && random.nextInt(3) == 0) {
                branch.putArray("depends_on").add(previous);
            }
            previous = branch.path("id").textValue();
            steps.add(branch);
            all.add("o_" + previous);
        }
        readable.clear();
        readable.addAll(all);
        return step;
    }

    private ObjectNode fanOut(String around) {
        String stepId = next("f");
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "fan_out");
        ObjectNode params = step.putObject("params").put("max_concurrent", 1 + random.nextInt(4));
        ArrayNode items = params.putArray("items");
        int count = 2 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            items.add("item" + i);
        }
        ObjectNode template = params.putObject("step_template").put("type", "llm");
        params(template, around + stepId + "[${index}]", " ${item}" + read());
        step.putArray("outputs").add(given(stepId));
        return step;
    }

    private ObjectNode loop() {
        String stepId = next("l");
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "loop");
        ObjectNode params = step.putObject("params");
        ObjectNode inside = llm(stepId + "#${loop_iteration}/");
        String output = inside.path("outputs").get(0).textValue();
        if (random.nextBoolean()) {
            params.putObject("until")
                    .put("field", output)
                    .put("operator", "matches")
                    .put("value", "[0-9]$");
            params.put("max_iterations", 4);
        } else {
            params.put("count", 2 + random.nextInt(2));
        }
        // a round reads what the one before it gave
        String prompt = inside.path("params").path("prompt").textValue();
        ((ObjectNode) inside.get("params"))
                .put("prompt", prompt + " ${" + output + ".default('-')}");
        params.putArray("steps").add(inside);
        return step;
    }

    private ObjectNode approval() {
        String stepId = next("ask");
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "approval");
        step.putObject("params").put("prompt", "May it go on with" + read() + "?");
        return step;
    }

    private ObjectNode subWorkflow() {
        String stepId = next("w");
        ObjectNode step = JSON.createObjectNode().put("id", stepId).put("type", "sub_workflow");
        ObjectNode params = step.putObject("params").put("workflow", id + CHILD_SUFFIX);
        params.putObject("inputs")
                .put("key", "${key}")
                .put("place", stepId)
                .put("seed", "seed" + read());
        step.putArray("outputs").add(CHILD_OUTPUT);
        if (!readable.contains(CHILD_OUTPUT)) {
            readable.add(CHILD_OUTPUT);
        }
        return step;
    }
}
