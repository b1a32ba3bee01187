package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.WorkflowRun;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Tells of placeholders that had nothing to be filled with, and of conditions that made no sense.
 */
final class MissingValues {

    private MissingValues() {}

    static void warn(Exchange exchange, WorkflowRun run, String path) {
        if (exchange.getProperty(WorkflowLanguageConstants.CONDITION_WARNINGS)
                instanceof Set<?> sentences) {
            sentences.forEach(sentence -> run.warn("Step '" + path + "': " + sentence));
        }
        if (exchange.getProperty(WorkflowLanguageConstants.MISSING) instanceof Set<?> names) {
            for (Object expression : names) {
                if (!isOptional(String.valueOf(expression), run)) {
                    run.warn(
                            "Step '%s': %s had no value; it was left empty"
                                    .formatted(path, expression));
                }
            }
        }
    }

    private static boolean isOptional(String expression, WorkflowRun run) {
        return run.workflow().optionalInputs().stream()
                .anyMatch(name -> expression.equals("${" + name + "}"));
    }
}
