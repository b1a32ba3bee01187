package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.spi.ResponseSchema;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a value against a schema. */
public final class ValidateStepType implements ActionStepType {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String description() {
        return "Checks a value against a JSON Schema and fails when it does not obey.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .anything("value", "What is checked; a placeholder alone is the value itself.")
                .object("schema", "The JSON Schema that it has to obey.")
                .required("value", "schema")
                .build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of("valid", "value");
    }

    @Override
    public Set<String> literalParams() {
        return Set.of("schema");
    }

    @Override
    public Object run(StepCall call) {
        Map<?, ?> params = (Map<?, ?>) call.input();
        Object value = params.get("value");
        ResponseSchema schema = new ResponseSchema(JSON.valueToTree(params.get("schema")));
        List<String> problems = schema.problems(JSON.<JsonNode>valueToTree(value).toString());
        if (!problems.isEmpty()) {
            throw new PermanentFailure(
                    "the value does not obey the schema: " + String.join("; ", problems));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("valid", true);
        answer.put("value", value);
        answer.put("response", value);
        return answer;
    }

    /** What models would answer is not known, so nothing is checked. */
    @Override
    public Object dryRun(StepCall call) {
        Object value = ((Map<?, ?>) call.input()).get("value");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("valid", true);
        answer.put("value", value);
        answer.put("response", value);
        answer.put("dry_run", true);
        return answer;
    }
}
