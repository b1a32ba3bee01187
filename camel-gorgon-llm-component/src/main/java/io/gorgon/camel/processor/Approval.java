package io.gorgon.camel.processor;

import io.gorgon.camel.workflow.WorkflowRuns;
import io.gorgon.journal.ApprovalRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Decides what a run waits for by a message, as {@link ApprovalMessage} reads it. The run goes on
 * in the background; the answer is what has been decided: {@code approved} or {@code rejected}.
 */
public final class Approval implements Processor {

    @Override
    public void process(Exchange exchange) {
        ApprovalMessage message = ApprovalMessage.of(exchange.getMessage());
        ApprovalRecord decided =
                WorkflowRuns.of(exchange.getContext())
                        .decide(
                                message.token(),
                                message.approved(),
                                message.by(),
                                message.comment(),
                                true);
        exchange.getMessage().setHeader(ApprovalMessage.RUN_ID, decided.runId());
        exchange.getMessage().removeHeader(ApprovalMessage.TOKEN);
        exchange.getMessage().setBody(decided.state().label());
    }
}
