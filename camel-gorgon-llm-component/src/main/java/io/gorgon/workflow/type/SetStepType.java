package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashSet;
import java.util.Set;

/** Gives variables values. */
public final class SetStepType implements StepType {

    @Override
    public String name() {
        return "set";
    }

    @Override
    public String description() {
        return "Sets variables: each parameter is one.";
    }

    @Override
    public ObjectNode paramsSchema() {
        ObjectNode schema = new ParamsSchema().open().build();
        schema.put("minProperties", 1);
        schema.putObject("propertyNames").put("pattern", "^[A-Za-z_][A-Za-z0-9_]*$");
        return schema;
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return sets(step);
    }

    @Override
    public Set<String> sets(Step step) {
        Set<String> names = new LinkedHashSet<>();
        step.params().fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(route.setBody(route.structure(step.params())));
    }
}
