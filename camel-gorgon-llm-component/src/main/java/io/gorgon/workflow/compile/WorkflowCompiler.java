package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowOutput;
import io.gorgon.workflow.step.RuntimeBeans;
import io.gorgon.workflow.step.StepTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns a workflow into a route in Camel's YAML DSL (Camel 4.18) that answers on {@code
 * direct:gorgon-workflow-ID}. The same workflow always gives the same text.
 */
public final class WorkflowCompiler {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final StepTypes types;
    private final Function<String, ModelTier> tierOfRole;
    private final VoteGuard guard;

    /**
     * @param types those that the workflows use
     * @param tierOfRole the tier of a role; never gives null
     */
    public WorkflowCompiler(StepTypes types, Function<String, ModelTier> tierOfRole) {
        this(types, tierOfRole, role -> Optional.empty());
    }

    /**
     * @param types those that the workflows use
     * @param tierOfRole the tier of a role; never gives null
     * @param voteOfRole the vote that all that a role does needs; empty for none
     */
    public WorkflowCompiler(
            StepTypes types,
            Function<String, ModelTier> tierOfRole,
            Function<String, Optional<ConsensusLevel>> voteOfRole) {
        this.types = Objects.requireNonNull(types, "types");
        this.tierOfRole = Objects.requireNonNull(tierOfRole, "tierOfRole");
        this.guard = new VoteGuard(Objects.requireNonNull(voteOfRole, "voteOfRole"));
    }

    /**
     * The text of the route.
     *
     * @param workflow one that has been checked
     * @throws IllegalArgumentException if it has a step of an unknown type
     */
    public String compile(Workflow workflow) {
        return compile(workflow, new RouteNames(workflow.id(), null));
    }

    /**
     * The text of a route that stands beside those of other texts of the same workflow: it answers
     * on {@code direct:gorgon-workflow-ID@EDITION}, and the workflows that it calls are those of
     * the same edition.
     *
     * @param workflow one that has been checked
     * @param edition letters and digits
     * @throws IllegalArgumentException if it has a step of an unknown type
     */
    public String compile(Workflow workflow, String edition) {
        return compile(workflow, new RouteNames(workflow.id(), Objects.requireNonNull(edition)));
    }

    private String compile(Workflow workflow, RouteNames names) {
        Beans beans = new Beans();
        String run = beans.add(names.prefix(), RuntimeBeans.WORKFLOW_POLICY, policy(workflow));
        RouteCompilation compilation =
                new RouteCompilation(workflow, names, types, tierOfRole, guard, beans);
        ArrayNode steps =
                workflow.settings().autoParallel()
                        ? NODES.arrayNode()
                                .add(
                                        compilation.parallel(
                                                null,
                                                workflow.steps(),
                                                workflow.settings().maxWorkers(),
                                                true))
                        : compilation.sequence(workflow.steps());
        ArrayNode document = NODES.arrayNode();
        ObjectNode first = document.addObject();
        first.put(CamelYaml.COMMENT, title(workflow));
        first.set("beans", beans.all());
        document.addObject().set("route", route(workflow, names, run, steps));
        return CamelYaml.write(document);
    }

    private static String title(Workflow workflow) {
        return "%s %s, compiled by gorgon compile.".formatted(workflow.name(), workflow.version());
    }

    private static ObjectNode route(
            Workflow workflow, RouteNames names, String run, ArrayNode steps) {
        ObjectNode route = NODES.objectNode().put("id", names.route());
        if (!workflow.description().isBlank()) {
            route.put("description", Eips.shown(workflow.description().strip()));
        }
        route.put("nodePrefixId", names.prefix() + ".");
        route.putObject("errorHandler").putObject("noErrorHandler");
        ObjectNode from = route.putObject("from").put("uri", names.address(workflow.id()));
        Eips.withSteps(from, NODES.arrayNode().add(Eips.policy(run, steps)));
        return route;
    }

    private static Map<String, Object> policy(Workflow workflow) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("name", Eips.shown(workflow.name()));
        policy.put("version", Eips.shown(workflow.version()));
        policy.put("tokenBudget", workflow.tokenBudget());
        policy.put("timeoutSeconds", Math.max(1, workflow.timeout().toSeconds()));
        if (!workflow.inputs().isEmpty()) {
            policy.put("inputs", JsonText.of(inputs(workflow.inputs())));
        }
        if (!workflow.outputs().isEmpty()) {
            policy.put(
                    "outputs",
                    workflow.outputs().stream()
                            .map(WorkflowOutput::name)
                            .collect(Collectors.joining(", ")));
        }
        return policy;
    }

    private static ArrayNode inputs(List<WorkflowInput> inputs) {
        ArrayNode list = NODES.arrayNode();
        for (WorkflowInput input : inputs) {
            ObjectNode each = list.addObject().put("name", input.name());
            if (input.type() != null) {
                each.put("type", input.type().name().toLowerCase(Locale.ROOT));
            }
            each.put("required", input.required());
            if (input.defaultValue() != null) {
                each.set("default", input.defaultValue());
            }
            if (input.description() != null && !input.description().isBlank()) {
                each.put("description", input.description());
            }
        }
        return list;
    }
}
