package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.dependency.Dependencies;
import io.gorgon.workflow.model.OnInDoubt;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.RuntimeBeans;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Builds the route of one workflow; used once. */
final class RouteCompilation implements Compilation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ITEM = "item";
    private static final String ROUND = "round";
    private static final long DEFAULT_ESTIMATE = 1000;
    private static final String MODELS = "gorgon-llm:";

    private final Workflow workflow;
    private final RouteNames names;
    private final StepTypes types;
    private final Function<String, ModelTier> tierOfRole;
    private final VoteGuard guard;
    private final Beans beans;
    private final OutputTypes outputTypes;
    private final Deque<Work> open = new ArrayDeque<>();
    private final Map<Step, String> fullIds = new IdentityHashMap<>();

    /** A step that is being compiled. */
    private static final class Work {
        private final Step step;
        private final String fullId;
        private String role;

        Work(Step step, String fullId) {
            this.step = step;
            this.fullId = fullId;
        }
    }

    RouteCompilation(
            Workflow workflow,
            RouteNames names,
            StepTypes types,
            Function<String, ModelTier> tierOfRole,
            VoteGuard guard,
            Beans beans) {
        this.workflow = workflow;
        this.names = names;
        this.types = types;
        this.tierOfRole = tierOfRole;
        this.guard = guard;
        this.beans = beans;
        this.outputTypes = new OutputTypes(workflow);
    }

    @Override
    public String workflowId() {
        return workflow.id();
    }

    @Override
    public String addressOf(String workflowId) {
        return names.address(workflowId);
    }

    /** The name of the bean that holds for a step. */
    String beanName(String fullId) {
        return names.prefix() + "." + fullId;
    }

    @Override
    public String fullId(Step step) {
        return fullIds.getOrDefault(step, step.id());
    }

    @Override
    public ArrayNode sequence(List<Step> steps) {
        ArrayNode all = NODES.arrayNode();
        steps.forEach(step -> all.add(step(step)));
        return all;
    }

    @Override
    public ObjectNode step(Step step) {
        return compiled(step, step.id(), step.id(), "step", Set.of());
    }

    @Override
    public ObjectNode item(Step step) {
        return compiled(step, ITEM, ITEM, ITEM, Set.of());
    }

    /** The step that takes the place of the one that is being compiled. */
    ObjectNode fallback(Step step) {
        return compiled(step, "fallback." + step.id(), step.id(), "step", Set.of());
    }

    @Override
    public ArrayNode round(Step loop, List<Step> steps, String item) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("id", item);
        policy.put("type", loop.type());
        policy.put("kind", ROUND);
        JsonNode most = loop.params().path("max_iterations");
        put(
                policy,
                "maxRounds",
                most.canConvertToInt() && most.isNumber() ? most.intValue() : null);
        String bean = bean(loop, ROUND, RuntimeBeans.STEP_POLICY, policy);
        return NODES.arrayNode().add(Eips.policy(bean, sequence(steps)));
    }

    @Override
    public boolean isInside(String type) {
        return open.stream().skip(1).anyMatch(work -> work.step.type().equals(type));
    }

    @Override
    public ObjectNode parallel(Step around, List<Step> steps, int maxWorkers, boolean failFast) {
        String prefix = names.prefix() + (around == null ? "" : "." + fullId(around));
        Map<String, Set<String>> before =
                around == null
                        ? Dependencies.ofWorkflow(steps, types)
                        : Dependencies.ofBlock(steps);
        ObjectNode multicast = NODES.objectNode();
        multicast.put("parallelProcessing", true);
        multicast.put(
                "executorService",
                beans.add(prefix + ".workers", RuntimeBeans.WORKERS, Map.of("limit", maxWorkers)));
        multicast.put(
                "aggregationStrategy",
                beans.add(
                        prefix + ".join",
                        RuntimeBeans.JOIN_BRANCHES,
                        failFast ? Map.of("failFast", true) : Map.of()));
        ArrayNode branches = NODES.arrayNode();
        for (Step step : Dependencies.inOrder(steps, before)) {
            Set<String> after = before.getOrDefault(step.id(), Set.of());
            branches.add(compiled(step, step.id(), step.id(), "step", after));
        }
        return Eips.eip("multicast", Eips.withSteps(multicast, branches));
    }

    private ObjectNode compiled(
            Step step, String place, String id, String kind, Set<String> after) {
        String fullId = open.isEmpty() ? place : open.peek().fullId + "." + place;
        fullIds.put(step, fullId);
        StepType type = types.get(step.type());
        StepFrame frame = new StepFrame(this, beans, step, fullId);
        Work work = new Work(step, fullId);
        open.push(work);
        beans.place(beanName(fullId));
        try {
            ArrayNode compiled = type.compile(step, this);
            List<Step> around = open.stream().skip(1).map(it -> it.step).toList();
            StepConsensus vote = VoteGuard.vote(step, type, around);
            ArrayNode inside = guard.guarded(compiled, step, type, vote, work.role);
            Map<String, Object> policy = policy(step, type, id, kind, after, frame, work.role);
            put(policy, "voted", vote == null || !type.blocks().isEmpty() ? null : true);
            return frame.around(inside, policy);
        } finally {
            open.pop();
        }
    }

    private Map<String, Object> policy(
            Step step,
            StepType type,
            String id,
            String kind,
            Set<String> after,
            StepFrame frame,
            String role) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("id", id);
        policy.put("type", step.type());
        put(policy, "role", role);
        put(policy, "kind", kind.equals("step") ? null : kind);
        put(policy, "outputs", names(outputs(step)));
        put(policy, "local", names(new TreeSet<>(type.locals(step))));
        put(policy, "after", names(after));
        if (step.maxRetries() != Step.DEFAULT_MAX_RETRIES) {
            policy.put("maxRetries", step.maxRetries());
        }
        Duration usual =
                type.hasStepsInside() ? Step.DEFAULT_TIMEOUT_AROUND_STEPS : Step.DEFAULT_TIMEOUT;
        if (!step.timeout().equals(usual)) {
            policy.put("timeoutSeconds", Math.max(1, step.timeout().toSeconds()));
        }
        put(policy, "onFailure", frame.skips() ? "skip" : frame.recovers() ? "recover" : null);
        OnInDoubt inDoubt = type.stepClass() == StepClass.PURE ? null : onInDoubt();
        put(policy, "onInDoubt", inDoubt == null ? null : inDoubt.label());
        put(policy, "delegated", kind.equals(ITEM) && type.waitsForItems() ? true : null);
        put(policy, "failFast", step.params().path("fail_fast").asBoolean(false) ? true : null);
        long estimate = step.params().path("estimated_tokens").asLong(DEFAULT_ESTIMATE);
        put(policy, "estimatedTokens", estimate == DEFAULT_ESTIMATE ? null : estimate);
        return policy;
    }

    /** What the step that is being compiled says, or the nearest one around it that says it. */
    private OnInDoubt onInDoubt() {
        return open.stream()
                .map(work -> work.step.onInDoubt())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String names(Iterable<String> names) {
        String list = String.join(", ", names);
        return list.isEmpty() ? null : list;
    }

    private static void put(Map<String, Object> policy, String name, Object value) {
        if (value != null) {
            policy.put(name, value);
        }
    }

    /** The variables that a step gives. */
    List<String> outputs(Step step) {
        Set<String> names = new LinkedHashSet<>(step.outputNames());
        names.addAll(types.get(step.type()).sets(step));
        if (step.consensus() != null && types.get(step.type()).blocks().isEmpty()) {
            names.add(StepConsensus.VERDICT);
        }
        return new ArrayList<>(names);
    }

    @Override
    public ObjectNode text(String template) {
        return Eips.language("gorgon", Eips.template(template));
    }

    @Override
    public ObjectNode structure(JsonNode template) {
        return Eips.language("gorgon-json", JsonText.of(template));
    }

    @Override
    public ObjectNode condition(JsonNode condition) {
        return Eips.language("gorgon-condition", JsonText.of(condition));
    }

    @Override
    public ObjectNode expression(String language, String expression) {
        return Eips.language(language, Eips.template(expression));
    }

    @Override
    public ObjectNode setBody(ObjectNode expression) {
        return Eips.eip("setBody", expression);
    }

    @Override
    public ObjectNode setVariable(String name, ObjectNode expression) {
        return Eips.eip("setVariable", NODES.objectNode().put("name", name).setAll(expression));
    }

    @Override
    public ObjectNode setHeader(String name, ObjectNode expression) {
        return Eips.eip("setHeader", NODES.objectNode().put("name", name).setAll(expression));
    }

    @Override
    public ObjectNode constant(String text) {
        return Eips.constant(text);
    }

    @Override
    public ObjectNode constant(JsonNode json) {
        return NODES.objectNode().put("constant", JsonText.of(json));
    }

    @Override
    public ObjectNode to(String uri, Map<String, ?> parameters) {
        if (uri.startsWith(MODELS) && parameters.get("agentId") instanceof String role) {
            open.peek().role = role;
        }
        return Eips.to(uri, parameters);
    }

    @Override
    public String bean(Step step, String suffix, String type, Map<String, ?> properties) {
        return beans.add(beanName(fullId(step)) + "." + suffix, type, properties);
    }

    @Override
    public ModelTier tierOf(String role) {
        return tierOfRole.apply(role);
    }

    @Override
    public String typeOf(Step step, String output) {
        return outputTypes.of(step, output);
    }
}
