package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.RuntimeBeans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands around the work of a step: its condition, its breaker, its policy, its failure. */
final class StepFrame {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String FAILED = "io.gorgon.workflow.run.StepFailedException";

    private final RouteCompilation route;
    private final Beans beans;
    private final Step step;
    private final String fullId;

    StepFrame(RouteCompilation route, Beans beans, Step step, String fullId) {
        this.route = route;
        this.beans = beans;
        this.step = step;
        this.fullId = fullId;
    }

    /** The EIP {@code step}. */
    ObjectNode around(ArrayNode work, Map<String, Object> policy) {
        String bean = beans.add(route.beanName(fullId), RuntimeBeans.STEP_POLICY, policy);
        ObjectNode guarded = Eips.policy(bean, conditional(broken(work)));
        ObjectNode inside = recovers() || skips() ? recovered(guarded) : guarded;
        ObjectNode eip =
                Eips.eip(
                        "step",
                        Eips.withSteps(
                                NODES.objectNode().put("id", fullId),
                                NODES.arrayNode().add(inside)));
        if (!step.description().isBlank()) {
            eip.put(CamelYaml.COMMENT, step.description());
        }
        return eip;
    }

    boolean skips() {
        return step.onFailure() == OnFailure.SKIP;
    }

    /** Whether something takes the place of the step when it has failed. */
    boolean recovers() {
        return step.onFailure() == OnFailure.CONTINUE_WITH_DEFAULT
                || step.onFailure() == OnFailure.FALLBACK && step.fallback() != null;
    }

    private ArrayNode broken(ArrayNode work) {
        if (step.circuitBreakerKey() == null) {
            return work;
        }
        String key = step.circuitBreakerKey().replaceAll("[^A-Za-z0-9_.-]", "-");
        ObjectNode options = NODES.objectNode();
        options.putObject("resilience4jConfiguration")
                .put("circuitBreaker", beans.breaker(key))
                .put("throwExceptionWhenHalfOpenOrOpenState", true);
        return NODES.arrayNode().add(Eips.eip("circuitBreaker", Eips.withSteps(options, work)));
    }

    private ArrayNode conditional(ArrayNode work) {
        if (step.condition() == null) {
            return work;
        }
        ObjectNode choice = NODES.objectNode();
        Eips.withSteps(
                choice.putArray("when").addObject().setAll(route.condition(step.condition())),
                work);
        Eips.withSteps(
                choice.putObject("otherwise"),
                NODES.arrayNode().add(Eips.to("gorgon-step:skip", Map.of())));
        return NODES.arrayNode().add(Eips.eip("choice", choice));
    }

    private ObjectNode recovered(ObjectNode guarded) {
        ObjectNode attempt = NODES.objectNode();
        Eips.withSteps(attempt, NODES.arrayNode().add(guarded));
        ObjectNode failure = attempt.putArray("doCatch").addObject();
        failure.putArray("exception").add(FAILED);
        Eips.withSteps(failure, NODES.arrayNode().add(skips() ? skipped() : instead()));
        return Eips.eip("doTry", attempt);
    }

    private ObjectNode skipped() {
        ObjectNode log = NODES.objectNode();
        log.put("message", "Step '" + fullId + "' failed and is skipped: ${exception.message}");
        log.put("loggingLevel", "WARN");
        return Eips.eip("log", log);
    }

    private ObjectNode instead() {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("id", step.id());
        policy.put("type", step.type());
        policy.put("kind", "fallback");
        List<String> outputs = route.outputs(step);
        if (!outputs.isEmpty()) {
            policy.put("outputs", String.join(", ", outputs));
        }
        String bean =
                beans.add(route.beanName(fullId) + ".fallback", RuntimeBeans.STEP_POLICY, policy);
        return Eips.policy(bean, NODES.arrayNode().add(substitute()));
    }

    private ObjectNode substitute() {
        if (step.onFailure() == OnFailure.CONTINUE_WITH_DEFAULT) {
            return route.setBody(route.structure(Eips.literal(step.defaultOutput())));
        }
        if (step.fallback().step() != null) {
            return route.fallback(step.fallback().step().withOutputs(step.outputs()));
        }
        JsonNode value = Eips.literal(step.fallback().value());
        ObjectNode answer = NODES.objectNode();
        route.outputs(step).stream().limit(1).forEach(name -> answer.set(name, value));
        answer.set("fallback_value", value);
        answer.put("fallback_used", true);
        return route.setBody(route.structure(answer));
    }
}
