package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.config.EndpointPolicy;
import io.gorgon.config.GorgonConfig;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepChecks;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepProblem;
import io.gorgon.workflow.step.StepType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Sends something to one of Camel's endpoints. */
public final class ToStepType implements StepType {

    @Override
    public String name() {
        return "to";
    }

    @Override
    public String description() {
        return "Sends a message to a Camel endpoint: a queue, a file, an HTTP address, a route.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return ActingRole.describe(
                        new ParamsSchema()
                                .filledText(
                                        "uri",
                                        "The endpoint, as it stands; placeholders are not filled in.")
                                .object("parameters", "Options of the endpoint, as they stand.")
                                .anything("body", "What is sent; placeholders are filled in.")
                                .object(
                                        "headers",
                                        "Headers of the message; placeholders are filled in.")
                                .flag(
                                        "reply",
                                        true,
                                        "Whether the reply is the answer of the step."))
                .required("uri")
                .build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.EFFECT;
    }

    @Override
    public Set<String> literalParams() {
        return Set.of("uri", "parameters", ActingRole.ROLE, ActingRole.CAPABILITY);
    }

    @Override
    public List<StepProblem> check(Step step, StepChecks checks) {
        List<StepProblem> problems = new ArrayList<>();
        FixedAddress.check(step.text("uri"), "/params/uri").ifPresent(problems::add);
        step.params()
                .path("parameters")
                .properties()
                .forEach(
                        option ->
                                FixedAddress.check(option.getValue().asText(), "/params/parameters")
                                        .ifPresent(problems::add));
        checks.config()
                .map(GorgonConfig::endpoints)
                .ifPresent(policy -> problems.addAll(refusals(step, policy)));
        return problems;
    }

    private static List<StepProblem> refusals(Step step, EndpointPolicy policy) {
        List<StepProblem> refusals = new ArrayList<>();
        if (step.text("uri") != null) {
            policy.refusal(step.text("uri"))
                    .ifPresent(why -> refusals.add(StepProblem.error("/params/uri", why)));
        }
        step.params()
                .path("headers")
                .fieldNames()
                .forEachRemaining(
                        header ->
                                policy.headerRefusal(header)
                                        .ifPresent(
                                                why ->
                                                        refusals.add(
                                                                StepProblem.error(
                                                                        "/params/headers", why))));
        return refusals;
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        JsonNode body = step.params().path("body");
        if (!body.isMissingNode()) {
            steps.add(route.setBody(filled(body, route)));
        }
        step.params()
                .path("headers")
                .properties()
                .forEach(
                        header ->
                                steps.add(
                                        route.setHeader(
                                                header.getKey(), headerValue(header, route))));
        String uri = step.text("uri");
        ObjectNode to = route.to(uri == null ? "" : uri, parameters(step));
        return steps.add(step.params().path("reply").asBoolean(true) ? to : oneWay(to));
    }

    /** What steers Camel must not be able to bring an expression along. */
    private static ObjectNode headerValue(Map.Entry<String, JsonNode> header, Compilation route) {
        boolean steers = header.getKey().toLowerCase(Locale.ROOT).startsWith("camel");
        return steers && header.getValue().isTextual()
                ? route.expression("gorgon-word", header.getValue().textValue())
                : filled(header.getValue(), route);
    }

    private static ObjectNode filled(JsonNode value, Compilation route) {
        return value.isTextual() ? route.text(value.textValue()) : route.structure(value);
    }

    private static Map<String, Object> parameters(Step step) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        step.params()
                .path("parameters")
                .properties()
                .forEach(option -> parameters.put(option.getKey(), option.getValue().asText()));
        return parameters;
    }

    private static ObjectNode oneWay(ObjectNode to) {
        ObjectNode endpoint =
                to.path("to").isObject()
                        ? (ObjectNode) to.get("to")
                        : JsonNodeFactory.instance.objectNode().set("uri", to.get("to"));
        endpoint.put("pattern", "InOnly");
        to.set("to", endpoint);
        return to;
    }
}
