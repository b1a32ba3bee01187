package io.gorgon.camel.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/**
 * Makes the steps of a route a run of a workflow: reads its inputs from the message, keeps the runs
 * apart, holds the limits and answers with the outputs.
 */
public final class WorkflowPolicy implements Policy {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private String id = "";
    private String name = "";
    private String version = "1.0";
    private Long tokenBudget;
    private Long timeoutSeconds;
    private JsonNode inputs = JSON.createArrayNode();
    private List<String> outputs = List.of();

    public String getName() {
        return name;
    }

    /** As people read it. */
    public void setName(String name) {
        this.name = name;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public Long getTokenBudget() {
        return tokenBudget;
    }

    /** The most tokens that a run may use; null for what gorgon.yaml allows. */
    public void setTokenBudget(Long tokenBudget) {
        this.tokenBudget = tokenBudget;
    }

    public Long getTimeoutSeconds() {
        return timeoutSeconds;
    }

    /** How long a run may take; null for no limit. */
    public void setTimeoutSeconds(Long timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    public String getInputs() {
        return inputs.toString();
    }

    /**
     * The inputs as a JSON list of {@code {name, type, required, default, description}}.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public void setInputs(String inputs) {
        try {
            this.inputs = JSON.readTree(inputs);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the inputs of a workflow are not JSON: " + e.getOriginalMessage(), e);
        }
    }

    JsonNode inputs() {
        return inputs;
    }

    public String getOutputs() {
        return String.join(", ", outputs);
    }

    /** The variables that a run gives back, with commas between them. */
    public void setOutputs(String outputs) {
        this.outputs = StepSettings.words(outputs);
    }

    List<String> outputs() {
        return outputs;
    }

    /** The id of the workflow. */
    String id() {
        return id;
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        String address = route.getEndpoint().getEndpointUri().replace("direct://", "direct:");
        String name =
                address.startsWith(WorkflowConstants.ADDRESS)
                        ? address.substring(WorkflowConstants.ADDRESS.length())
                        : route.getRouteId();
        int edition = name.indexOf('@');
        id = edition < 0 ? name : name.substring(0, edition);
        WorkflowRuntime runtime = WorkflowRuntime.of(route.getCamelContext());
        runtime.newRoute(route.getRouteId());
        if (edition < 0) {
            runtime.workflows().built(id);
        }
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        WorkflowRuntime runtime = WorkflowRuntime.of(route.getCamelContext());
        Processor workflow = new WorkflowProcessor(this, route.getRouteId(), steps, runtime);
        int edition = route.getRouteId().indexOf('@');
        return edition < 0
                ? new PinnedWorkflow(
                        id, "", runtime.workflows().definition(id), workflow, steps, runtime)
                : new PinnedWorkflow(
                        id, route.getRouteId().substring(edition), null, workflow, steps, runtime);
    }
}
