package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts {@code gorgon-step:guard} before what a step does, where the message has all that is going
 * to be done: rules of skills are checked there, and panels vote there.
 */
final class VoteGuard {

    /** What a step that is not asked to say so never has guarded: it asks others itself. */
    private static final Set<String> ASKS_ITSELF = Set.of("consensus");

    private static final String ROLE = "role";

    private final Function<String, Optional<ConsensusLevel>> voteOfRole;

    /**
     * @param voteOfRole the vote that all that a role does needs
     */
    VoteGuard(Function<String, Optional<ConsensusLevel>> voteOfRole) {
        this.voteOfRole = voteOfRole;
    }

    /**
     * The vote that a step needs, of what it and the steps around it say.
     *
     * @param around from the nearest to the outermost
     * @return null for none
     */
    static StepConsensus vote(Step step, StepType type, List<Step> around) {
        StepConsensus own = step.consensus();
        boolean harmless = type.stepClass() == StepClass.PURE;
        if (ASKS_ITSELF.contains(type.name()) || own == null && harmless) {
            return null;
        }
        StepConsensus vote = own;
        for (StepConsensus outer :
                around.stream().map(Step::consensus).filter(Objects::nonNull).toList()) {
            vote = vote == null ? outer : vote.within(outer);
        }
        return vote;
    }

    /**
     * The work of a step with its guards.
     *
     * @param vote null for none that is written in the workflow
     * @param roleOfModel who answers, where the step asks a model; null when it asks none
     */
    ArrayNode guarded(
            ArrayNode work, Step step, StepType type, StepConsensus vote, String roleOfModel) {
        boolean acts = type.stepClass() == StepClass.EFFECT && step.text(ROLE) != null;
        String role = acts ? step.text(ROLE) : roleOfModel;
        boolean roleNeedsVote = role != null && voteOfRole.apply(role).isPresent();
        if (vote == null && !acts && !roleNeedsVote
                || ASKS_ITSELF.contains(type.name())
                || !type.blocks().isEmpty()) {
            return work;
        }
        Map<String, Object> options = options(vote, role, step.text("capability"));
        if ((vote != null || roleNeedsVote) && !step.description().isBlank()) {
            options.put("task", Eips.shown(step.description().strip()));
        }
        if (!insert(work, options)) {
            work.add(Eips.to("gorgon-step:guard", options));
        }
        return work;
    }

    private static Map<String, Object> options(StepConsensus vote, String role, String capability) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (vote != null) {
            options.put("level", vote.level().label());
            if (vote.panel() != null) {
                options.put("panel", vote.panel());
            }
            if (Boolean.TRUE.equals(vote.continues())) {
                options.put("onReject", "continue");
            }
        }
        if (role != null) {
            options.put(ROLE, role);
        }
        if (capability != null) {
            options.put("capability", capability);
        }
        return options;
    }

    /** Before each endpoint of the step itself; steps inside have guards of their own. */
    private static boolean insert(ArrayNode eips, Map<String, Object> options) {
        boolean found = false;
        for (int i = 0; i < eips.size(); i++) {
            JsonNode eip = eips.get(i);
            if (eip.has("to")) {
                eips.insert(i++, guard(eip.get("to"), options));
                found = true;
            } else if (!eip.has("step")) {
                found |= insertBelow(eip, options);
            }
        }
        return found;
    }

    private static boolean insertBelow(JsonNode node, Map<String, Object> options) {
        boolean found = false;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            if (entry.getKey().equals("steps") && value instanceof ArrayNode steps) {
                found |= insert(steps, options);
            } else if (value.isContainerNode()) {
                found |= insertBelow(value, options);
            }
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                found |= insertBelow(item, options);
            }
        }
        return found;
    }

    private static ObjectNode guard(JsonNode to, Map<String, Object> options) {
        String uri = to.isTextual() ? to.textValue() : to.path("uri").asText();
        Map<String, Object> all = new LinkedHashMap<>(options);
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        to.path("parameters")
                .properties()
                .forEach(it -> parameters.set(it.getKey(), it.getValue()));
        all.put("target", uri);
        if (!parameters.isEmpty()) {
            all.put("targetParameters", JsonText.of(parameters));
        }
        return Eips.to("gorgon-step:guard", all);
    }
}
