package io.gorgon.camel.workflow;

import io.gorgon.workflow.run.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * An item of a plan: it depends on others of the same plan.
 *
 * @param id names it in the plan
 * @param dependsOn the ids of those that have to be done before
 */
record DelegatedItem(String id, List<String> dependsOn) {

    /** The variable with the answers of those that it depends on. */
    static final String EARLIER = "earlier_results";

    /** The one that an exchange is done for. */
    static DelegatedItem of(Exchange exchange) {
        Map<?, ?> item = exchange.getProperty(WorkflowConstants.ITEM, Map.of(), Map.class);
        List<String> ids = new ArrayList<>();
        if (item.get("depends_on") instanceof List<?> list) {
            list.forEach(id -> ids.add(String.valueOf(id)));
        }
        return new DelegatedItem(String.valueOf(item.get("id")), List.copyOf(ids));
    }

    /** What those before it have answered, by id. */
    Map<String, Object> earlier(StepScope siblings) {
        Map<String, Map<String, Object>> answers = siblings.answers();
        Map<String, Object> earlier = new LinkedHashMap<>();
        for (String before : dependsOn) {
            Object response = answers.getOrDefault(before, Map.of()).get("response");
            if (response != null) {
                earlier.put(before, response);
            }
        }
        return earlier;
    }
}
