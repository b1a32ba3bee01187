package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.ApprovalTokens;
import io.gorgon.workflow.run.OutputBinding;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.ApprovalDecision;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepClass;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Waits for a person. */
public final class ApprovalStepType implements ActionStepType {

    static final String TIMEOUT_HOURS = "timeout_hours";
    static final int MAX_HOURS = 24 * 366;
    static final Set<String> ANSWER_KEYS =
            Set.of("status", "prompt", "preview", TIMEOUT_HOURS, "approved_by", "comment");

    private static final int DEFAULT_HOURS = 24;
    private static final int MINUTES_AN_HOUR = 60;
    private static final String PREVIEW_FROM = "preview_from";

    @Override
    public String name() {
        return "approval";
    }

    @Override
    public String description() {
        return "Waits until a person has approved what was done so far.";
    }

    @Override
    public ObjectNode paramsSchema() {
        ObjectNode schema =
                new ParamsSchema()
                        .filledText(
                                "prompt", "What the person is asked; placeholders are filled in.")
                        .number(
                                TIMEOUT_HOURS,
                                0,
                                MAX_HOURS,
                                "How long it waits, in hours; 24 by default.")
                        .names(PREVIEW_FROM, "What the person sees: steps, or variables.")
                        .required("prompt")
                        .build();
        schema.withObject("/properties/" + PREVIEW_FROM)
                .put("errorMessage", "'preview_from' must be a list of step IDs");
        return schema;
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return ANSWER_KEYS;
    }

    @Override
    public Set<String> literalParams() {
        return Set.of(PREVIEW_FROM);
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        String prompt = step.text("prompt");
        return compile(step, route, prompt == null ? "" : prompt);
    }

    /** Stops the run, unless a person has decided on what was shown. */
    @Override
    public Object run(StepCall call) {
        Optional<ApprovalDecision> decision = call.decision();
        if (decision.isPresent()) {
            return answer(call, decision.get());
        }
        long minutes = Math.round(hours(call) * MINUTES_AN_HOUR);
        throw RunStoppedException.awaiting(
                new ApprovalRequest(
                        call.path(),
                        ApprovalTokens.next(),
                        String.valueOf(call.input()),
                        preview(call),
                        Duration.ofMinutes(minutes)));
    }

    private static double hours(StepCall call) {
        return Double.parseDouble(
                call.options().getOrDefault("timeoutHours", String.valueOf(DEFAULT_HOURS)));
    }

    private static Map<String, Object> answer(StepCall call, ApprovalDecision decision) {
        if (decision.expired()) {
            throw new PermanentFailure("nobody decided in time");
        }
        String comment = decision.comment() == null ? "" : ": " + decision.comment();
        if (!decision.approved()) {
            throw new PermanentFailure("rejected by " + decision.by() + comment);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "approved");
        answer.put("prompt", call.input());
        answer.put("preview", preview(call));
        answer.put(TIMEOUT_HOURS, hours(call));
        answer.put("approved_by", decision.by());
        answer.put("comment", decision.comment());
        return answer;
    }

    private static Map<String, Object> preview(StepCall call) {
        Map<String, Object> preview = new LinkedHashMap<>();
        for (String name : call.options().getOrDefault("previewFrom", "").split(",")) {
            Object value = call.variable(name.strip());
            Map<String, Object> answer = value == null ? call.answer(name.strip()) : null;
            if (answer != null) {
                value = OutputBinding.whole(answer).orElse(answer);
            }
            if (value != null) {
                preview.put(name.strip(), value);
            }
        }
        return preview;
    }

    /** Nobody is asked. */
    @Override
    public Object dryRun(StepCall call) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "not_asked");
        answer.put("prompt", call.input());
        answer.put("preview", preview(call));
        answer.put("dry_run", true);
        return answer;
    }

    /** Whether a run stops at a step until a person has decided. */
    public static boolean waitsForPerson(Step step) {
        return asksAfterVote(step)
                || step.type().equals("approval")
                || step.type().equals("checkpoint") && ParamsSchema.flag(step, "pause");
    }

    private static boolean asksAfterVote(Step step) {
        boolean own = step.consensus() != null && step.consensus().level().requiresUser();
        return own
                || step.type().equals(ConsensusStepType.NAME)
                        && ConsensusStepType.level(step).requiresUser();
    }

    static ArrayNode compile(Step step, Compilation route, String prompt) {
        JsonNode hours = step.params().path(TIMEOUT_HOURS);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("timeoutHours", hours.isNumber() ? hours.numberValue() : DEFAULT_HOURS);
        JsonNode preview = step.params().path(PREVIEW_FROM);
        if (preview.isArray() && !preview.isEmpty()) {
            options.put("previewFrom", list(preview));
        }
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(route.setBody(route.text(prompt)));
        return steps.add(route.to("gorgon-step:approval", options));
    }

    private static String list(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }
}
