package io.gorgon.camel.llm;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an endpoint. A header of the message stands above each of them. */
@UriParams
public class GorgonLlmConfiguration implements Cloneable {

    @UriParam(
            description =
                    "The provider to call, by its name in gorgon.yaml. Without it, the routes decide.")
    private String provider;

    @UriParam(description = "The model to ask, instead of the provider's choice for the tier.")
    private String model;

    @UriParam(
            description =
                    "The model to ask where a provider that may be asked has it. Elsewhere the tier's model serves, and a note of the answer says so.")
    private String preferredModel;

    @UriParam(
            defaultValue = "chat",
            description =
                    "What to do. An endpoint of the tier embedding does embed unless told otherwise.")
    private GorgonLlmOperation operation;

    @UriParam(
            description =
                    "The agent that asks. One of gorgon.yaml gives its prompt, temperature and maximum of tokens where the call has none; any other name counts for budgets only.")
    private String agentId;

    @UriParam(description = "The workflow that asks.")
    private String workflowId;

    @UriParam(description = "Instructions that stand before the conversation.")
    private String systemPrompt;

    @UriParam(description = "How freely the model chooses its words, 0 to 2. Sent only when set.")
    private Double temperature;

    @UriParam(defaultValue = "4096", description = "The most tokens to answer with.")
    private Integer maxTokens;

    @UriParam(
            description =
                    "Texts that end the answer, separated by commas. For texts with a comma use the header with a list.")
    private String stopSequences;

    @UriParam(
            description =
                    "JSON Schema that the answer has to obey: the schema itself, or resource: and where it is, such as"
                            + " resource:classpath:invoice.schema.json.")
    private String responseSchema;

    @UriParam(
            defaultValue = "false",
            description =
                    "Makes the body a stream of the answer's pieces, to be split or read while the model writes.")
    private boolean stream;

    @UriParam(
            name = "private",
            defaultValue = "false",
            description =
                    "Keeps the call with local providers, whatever the mode permits. A header can ask for this too, but not take it back.")
    private boolean confidential;

    @UriParam(
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "The most time that a call may take, in milliseconds. With 0, the provider's own time-outs hold.")
    private long timeout;

    @UriParam(
            label = "producer",
            description =
                    "Names the call in the journal: a call that is made again under its key gets the recorded answer, and nothing is paid again. 1 to 512 characters. Without state.url in gorgon.yaml, the journal ends with the process.")
    private String journalKey;

    @UriParam(defaultValue = "text", description = "What becomes the body.")
    private GorgonLlmOutputType outputType = GorgonLlmOutputType.text;

    public GorgonLlmConfiguration copy() {
        try {
            return (GorgonLlmConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getPreferredModel() {
        return preferredModel;
    }

    public void setPreferredModel(String preferredModel) {
        this.preferredModel = preferredModel;
    }

    public GorgonLlmOperation getOperation() {
        return operation;
    }

    public void setOperation(GorgonLlmOperation operation) {
        this.operation = operation;
    }

    public String getAgentId() {
        return agentId;
    }

    public void setAgentId(String agentId) {
        this.agentId = agentId;
    }

    public String getWorkflowId() {
        return workflowId;
    }

    public void setWorkflowId(String workflowId) {
        this.workflowId = workflowId;
    }

    public String getSystemPrompt() {
        return systemPrompt;
    }

    public void setSystemPrompt(String systemPrompt) {
        this.systemPrompt = systemPrompt;
    }

    public Double getTemperature() {
        return temperature;
    }

    public void setTemperature(Double temperature) {
        this.temperature = temperature;
    }

    public Integer getMaxTokens() {
        return maxTokens;
    }

    public void setMaxTokens(Integer maxTokens) {
        this.maxTokens = maxTokens;
    }

    public String getStopSequences() {
        return stopSequences;
    }

    public void setStopSequences(String stopSequences) {
        this.stopSequences = stopSequences;
    }

    public String getResponseSchema() {
        return responseSchema;
    }

    public void setResponseSchema(String responseSchema) {
        this.responseSchema = responseSchema;
    }

    public boolean isStream() {
        return stream;
    }

    public void setStream(boolean stream) {
        this.stream = stream;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public GorgonLlmOutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(GorgonLlmOutputType outputType) {
        this.outputType = outputType;
    }

    public String getJournalKey() {
        return journalKey;
    }

    public void setJournalKey(String journalKey) {
        this.journalKey = journalKey;
    }

    public boolean isPrivate() {
        return confidential;
    }

    public void setPrivate(boolean confidential) {
        this.confidential = confidential;
    }
}
