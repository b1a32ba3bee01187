package io.gorgon.camel.workflow;

import io.gorgon.workflow.step.PermanentFailure;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** One round of a loop: counts it, and takes its item where the loop goes over a list. */
final class LoopRound implements Processor {

    static final String INDEX = "loop_index";
    static final String ITERATION = "loop_iteration";
    static final String ITEMS = "loop_items";

    private final String item;
    private final int maxRounds;
    private final Processor work;

    /**
     * @param item the variable for the item
     * @param maxRounds a loop that would go on after so many rounds fails
     */
    LoopRound(String item, int maxRounds, Processor work) {
        this.item = item;
        this.maxRounds = maxRounds;
        this.work = work;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        int index = exchange.getVariable(INDEX, 0, Integer.class);
        requireFew(exchange, index);
        String path = exchange.getProperty(WorkflowConstants.PATH, String.class);
        exchange.setVariable(ITERATION, index + 1);
        List<?> items = exchange.getVariable(ITEMS, List.class);
        if (items != null) {
            exchange.setVariable(item, items.get(index));
        }
        exchange.setProperty(WorkflowConstants.PATH, path + "#" + (index + 1));
        try {
            work.process(exchange);
        } finally {
            exchange.setProperty(WorkflowConstants.PATH, path);
            exchange.setVariable(INDEX, index + 1);
        }
    }

    /** Camel says how many rounds there will be, where it knows. */
    private void requireFew(Exchange exchange, int index) {
        int size = exchange.getProperty(Exchange.LOOP_SIZE, 0, int.class);
        if (size > maxRounds || index >= maxRounds) {
            throw new PermanentFailure(
                    "the loop would go on after %d rounds; raise its max_iterations if that is meant"
                            .formatted(maxRounds));
        }
    }
}
