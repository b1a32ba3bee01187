package io.gorgon.workflow.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a supervisor wants to be done by whom: its schema, and what has to hold beyond that. */
final class DelegationPlan {

    static final String DELEGATIONS = "delegations";

    private static final String ID = "id";
    private static final String AGENT = "agent";
    private static final String TASK = "task";
    private static final String DEPENDS_ON = "depends_on";

    private DelegationPlan() {}

    /** The JSON Schema that the model has to obey. */
    static ObjectNode schema(List<String> agents, int most) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object").put("additionalProperties", false);
        schema.putArray("required").add("analysis").add(DELEGATIONS);
        ObjectNode properties = schema.putObject("properties");
        text(properties, "analysis", "What the task needs, in one or two sentences.");
        ObjectNode list = properties.putObject(DELEGATIONS);
        list.put("type", "array").put("minItems", 1).put("maxItems", most);
        ObjectNode item = list.putObject("items");
        item.put("type", "object").put("additionalProperties", false);
        item.putArray("required").add(ID).add(AGENT).add(TASK).add(DEPENDS_ON);
        ObjectNode keys = item.putObject("properties");
        text(keys, ID, "A short name of its own, such as 1.");
        ObjectNode agent = text(keys, AGENT, "Who does it.");
        if (!agents.isEmpty()) {
            agents.forEach(agent.putArray("enum")::add);
        }
        text(keys, TASK, "What is to be done, with all that the agent needs to know.");
        ObjectNode before = keys.putObject(DEPENDS_ON);
        before.put("type", "array");
        before.put("description", "The ids of those whose results it needs; empty for none.");
        before.putObject("items").put("type", "string");
        return schema;
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    /**
     * The delegations of a plan.
     *
     * @throws InvalidPlanException if it cannot be carried out
     */
    static List<Map<String, Object>> read(Object answer, List<String> agents, int most) {
        JsonNode list = json(answer).path(DELEGATIONS);
        if (!list.isArray() || list.isEmpty()) {
            throw new InvalidPlanException("the plan has no delegations");
        }
        if (list.size() > most) {
            throw new InvalidPlanException(
                    "the plan has %d delegations, and max_delegations allows %d"
                            .formatted(list.size(), most));
        }
        Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
        for (JsonNode each : list) {
            Map<String, Object> delegation = delegation(each, byId.size() + 1, agents);
            if (byId.putIfAbsent((String) delegation.get(ID), delegation) != null) {
                throw new InvalidPlanException(
                        "two delegations of the plan have the id '" + delegation.get(ID) + "'");
            }
        }
        requireOrder(byId);
        return new ArrayList<>(byId.values());
    }

    private static JsonNode json(Object answer) {
        if (answer instanceof Map<?, ?> map) {
            return LlmHttpClient.JSON.valueToTree(map);
        }
        try {
            return LlmHttpClient.JSON.readTree(String.valueOf(answer));
        } catch (JsonProcessingException e) {
            throw new InvalidPlanException("the plan is not JSON");
        }
    }

    private static Map<String, Object> delegation(JsonNode node, int number, List<String> agents) {
        String id = node.path(ID).asText().isBlank() ? "" + number : node.path(ID).asText().strip();
        String agent = node.path(AGENT).asText().strip();
        if (!agents.contains(agent)) {
            Optional<String> nearest = Nearest.of(agent, agents);
            throw new InvalidPlanException(
                    "delegation '%s' of the plan is for the agent '%s', which is not one of %s%s"
                            .formatted(
                                    id,
                                    agent,
                                    String.join(", ", agents),
                                    nearest.map(it -> "; did it mean '" + it + "'?").orElse("")));
        }
        if (node.path(TASK).asText().isBlank()) {
            throw new InvalidPlanException("delegation '" + id + "' of the plan has no task");
        }
        Set<String> before = new LinkedHashSet<>();
        node.path(DEPENDS_ON).forEach(each -> before.add(each.asText().strip()));
        Map<String, Object> delegation = new LinkedHashMap<>();
        delegation.put(ID, id);
        delegation.put(AGENT, agent);
        delegation.put(TASK, node.path(TASK).asText());
        delegation.put(DEPENDS_ON, new ArrayList<>(before));
        return delegation;
    }

    /** Takes away what can be done until nothing is left. */
    private static void requireOrder(Map<String, Map<String, Object>> byId) {
        Map<String, List<?>> left = new LinkedHashMap<>();
        byId.forEach((id, delegation) -> left.put(id, (List<?>) delegation.get(DEPENDS_ON)));
        left.forEach(
                (id, before) ->
                        before.stream()
                                .filter(each -> !byId.containsKey(each))
                                .findFirst()
                                .ifPresent(
                                        each -> {
                                            throw new InvalidPlanException(
                                                    "delegation '%s' of the plan depends on '%s', which is not in the plan"
                                                            .formatted(id, each));
                                        }));
        boolean progress = true;
        while (progress) {
            progress =
                    left.entrySet()
                            .removeIf(
                                    each -> each.getValue().stream().noneMatch(left::containsKey));
        }
        if (!left.isEmpty()) {
            throw new InvalidPlanException(
                    "delegations of the plan wait for each other: "
                            + String.join(", ", left.keySet()));
        }
    }
}
