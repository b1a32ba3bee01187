package io.gorgon.camel.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepClass;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The step type {@code scripted}: does what a test has put down under the step's id. */
public final class ScriptedStep implements ActionStepType {

    /** What a step does. */
    @FunctionalInterface
    public interface Script {
        Object answer(StepCall call) throws Exception;
    }

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    static void script(String path, Script script) {
        SCRIPTS.put(path, script);
    }

    static void clear() {
        SCRIPTS.clear();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String description() {
        return "Does what a test has put down for it.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    @Override
    public StepClass stepClass() {
        return StepClass.EFFECT;
    }

    /** Without a script: {@code R-<step id>}. */
    @Override
    public Object run(StepCall call) throws Exception {
        Script script = SCRIPTS.get(call.path());
        String id = call.path().substring(call.path().lastIndexOf('/') + 1);
        return script == null
                ? Map.of("response", "R-" + id, "tokens_used", 1)
                : script.answer(call);
    }
}
