package io.gorgon.workflow.example;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepClass;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides account numbers, so that a text can be shown to a model. */
public final class MaskIbanStepType implements ActionStepType {

    private static final Pattern IBAN =
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");

    @Override
    public String name() {
        return "mask_iban";
    }

    @Override
    public String description() {
        return "Hides the account numbers (IBAN) in a text, but for their country.";
    }

    /** Checked before a run; shown by editors. */
    @Override
    public ObjectNode paramsSchema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject("text")
                .put("type", "string")
                .put("description", "The text; placeholders are filled in.");
        schema.putArray("required").add("text");
        return schema.put("additionalProperties", false);
    }

    /** Doing it once more costs nothing and changes nothing. */
    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    /** An output called "masked" gets that value; the first other one gets the response. */
    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of("masked");
    }

    @Override
    public Object run(StepCall call) {
        if (!(((Map<?, ?>) call.input()).get("text") instanceof String text)) {
            throw new PermanentFailure("the parameter 'text' has no text in it");
        }
        Matcher numbers = IBAN.matcher(text);
        long masked = numbers.results().count();
        String hidden = numbers.replaceAll(number -> number.group().substring(0, 2) + "***");
        return Map.of("response", hidden, "masked", masked);
    }

    /** Nothing happens outside, so that a dry run can do the same. */
    @Override
    public Object dryRun(StepCall call) {
        return run(call);
    }
}
