package io.gorgon.camel.processor;

import io.gorgon.camel.workflow.WorkflowRuns;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Ends a run by a message: the id of the run as a text, a map or a JSON object {@code {run_id,
 * by}}, or the header {@code CamelGorgonRunId}. The answer is {@code cancelled}, or {@code
 * cancelling} as long as somebody works on the run.
 */
public final class CancelRun implements Processor {

    private static final String NOBODY = "a message on direct:gorgon-cancel";
    private static final String FORMS =
            "send the id of the run as a text, a JSON object with run_id and by, or the header "
                    + ApprovalMessage.RUN_ID;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String runId = message.getHeader(ApprovalMessage.RUN_ID, String.class);
        String by = null;
        if (isNothing(runId)) {
            Object body = message.getBody();
            String text = body instanceof Map ? null : message.getBody(String.class);
            Map<?, ?> object = MessageObject.of(body, text, "run", Set.of("run_id", "by"), FORMS);
            runId = object == null ? text : text(object.get("run_id"));
            by = object == null ? null : text(object.get("by"));
        }
        if (isNothing(runId)) {
            throw new IllegalArgumentException(
                    "nothing has been cancelled: the message does not say which run; " + FORMS);
        }
        boolean ended =
                WorkflowRuns.of(exchange.getContext())
                        .cancel(runId.strip(), isNothing(by) ? NOBODY : by);
        message.setBody(ended ? "cancelled" : "cancelling");
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static boolean isNothing(String text) {
        return text == null || text.isBlank();
    }
}
