package io.gorgon.camel.llm;

import java.util.Set;
import org.apache.camel.spi.Metadata;

/**
 * The headers of the component. Those that come in stand above the endpoint's options; those that
 * go out are set anew by each call. The address of a provider, its key and its class are never
 * taken from a header.
 */
public final class GorgonLlmConstants {

    @Metadata(
            label = "producer",
            description =
                    "The tier to ask, instead of the endpoint's; agent for that of the agent.",
            javaType = "String")
    public static final String TIER = "CamelGorgonLlmTier";

    @Metadata(
            label = "producer",
            description = "In: the provider to call. Out: the provider that answered.",
            javaType = "String")
    public static final String PROVIDER = "CamelGorgonLlmProvider";

    @Metadata(
            label = "producer",
            description = "In: the model to ask. Out: the model that answered.",
            javaType = "String")
    public static final String MODEL = "CamelGorgonLlmModel";

    @Metadata(
            label = "producer",
            description =
                    "The model to ask where a provider that may be asked has it; elsewhere the tier's model serves.",
            javaType = "String")
    public static final String PREFERRED_MODEL = "CamelGorgonLlmPreferredModel";

    @Metadata(
            label = "producer",
            description =
                    "The agent that asks; its settings in gorgon.yaml hold for what the call leaves open.",
            javaType = "String")
    public static final String AGENT_ID = "CamelGorgonLlmAgentId";

    @Metadata(label = "producer", description = "The workflow that asks.", javaType = "String")
    public static final String WORKFLOW_ID = "CamelGorgonLlmWorkflowId";

    @Metadata(label = "producer", description = "The run of the workflow.", javaType = "String")
    public static final String RUN_ID = "CamelGorgonLlmRunId";

    @Metadata(label = "producer", description = "The step of the workflow.", javaType = "String")
    public static final String STEP_ID = "CamelGorgonLlmStepId";

    @Metadata(
            label = "producer",
            description =
                    "The most tokens that all calls of the run together may use, reserved before each call; needs CamelGorgonLlmRunId. Never raises a configured limit.",
            javaType = "Long")
    public static final String RUN_TOKEN_LIMIT = "CamelGorgonLlmRunTokenLimit";

    @Metadata(
            label = "producer",
            description = "Instructions that stand before the conversation.",
            javaType = "String")
    public static final String SYSTEM_PROMPT = "CamelGorgonLlmSystemPrompt";

    @Metadata(
            label = "producer",
            description = "The most tokens to answer with.",
            javaType = "Integer")
    public static final String MAX_TOKENS = "CamelGorgonLlmMaxTokens";

    @Metadata(
            label = "producer",
            description = "How freely the model chooses its words, 0 to 2.",
            javaType = "Double")
    public static final String TEMPERATURE = "CamelGorgonLlmTemperature";

    @Metadata(
            label = "producer",
            description = "Texts that end the answer: a list, or one text with commas.",
            javaType = "java.util.List<String>")
    public static final String STOP_SEQUENCES = "CamelGorgonLlmStopSequences";

    @Metadata(
            label = "producer",
            description =
                    "JSON Schema that the answer has to obey: text, a map or a JsonNode. Never a resource.",
            javaType = "Object")
    public static final String RESPONSE_SCHEMA = "CamelGorgonLlmResponseSchema";

    @Metadata(
            label = "producer",
            description = "Keeps the call with local providers, whatever the mode permits.",
            javaType = "Boolean")
    public static final String PRIVATE = "CamelGorgonLlmPrivate";

    @Metadata(
            label = "producer",
            description =
                    "The same as CamelGorgonLlmPrivate, for a call that has to stay local for another reason.",
            javaType = "Boolean")
    public static final String FORCE_LOCAL = "CamelGorgonLlmForceLocal";

    @Metadata(
            label = "producer",
            description = "The most time that the call may take, in milliseconds.",
            javaType = "Long")
    public static final String TIMEOUT = "CamelGorgonLlmTimeout";

    @Metadata(
            label = "producer",
            description =
                    "Names the call in the journal: when it is made again, the recorded answer is returned and nothing is paid. 1 to 512 characters.",
            javaType = "String")
    public static final String JOURNAL_KEY = "CamelGorgonLlmJournalKey";

    @Metadata(
            label = "producer",
            description = "The tier of the model that answered.",
            javaType = "String")
    public static final String TIER_SERVED = "CamelGorgonLlmTierServed";

    @Metadata(label = "producer", description = "Tokens read.", javaType = "Long")
    public static final String INPUT_TOKENS = "CamelGorgonLlmInputTokens";

    @Metadata(label = "producer", description = "Tokens written.", javaType = "Long")
    public static final String OUTPUT_TOKENS = "CamelGorgonLlmOutputTokens";

    @Metadata(label = "producer", description = "Tokens read and written.", javaType = "Long")
    public static final String TOTAL_TOKENS = "CamelGorgonLlmTotalTokens";

    @Metadata(
            label = "producer",
            description = "Whether the tokens are our estimate instead of the provider's report.",
            javaType = "Boolean")
    public static final String USAGE_ESTIMATED = "CamelGorgonLlmUsageEstimated";

    @Metadata(
            label = "producer",
            description = "From call to complete answer, in milliseconds.",
            javaType = "Long")
    public static final String LATENCY_MS = "CamelGorgonLlmLatencyMs";

    @Metadata(
            label = "producer",
            description =
                    "From call to the first piece of the answer, in milliseconds, where known.",
            javaType = "Long")
    public static final String TIME_TO_FIRST_TOKEN_MS = "CamelGorgonLlmTimeToFirstTokenMs";

    @Metadata(
            label = "producer",
            description =
                    "Why the model stopped: stop, length, tool_calls, content_filter, budget_exceeded or cancelled.",
            javaType = "String")
    public static final String FINISH_REASON = "CamelGorgonLlmFinishReason";

    @Metadata(label = "producer", description = "Calls made to get this answer.", javaType = "Long")
    public static final String ATTEMPTS = "CamelGorgonLlmAttempts";

    @Metadata(
            label = "producer",
            description =
                    "The calls that failed before the answer came: provider, model, kind of failure and time of each; absent when there were none.",
            javaType = "String")
    public static final String FAILED_ATTEMPTS = "CamelGorgonLlmFailedAttempts";

    @Metadata(
            label = "producer",
            description =
                    "What the answer cost, in US dollars; zero for a local provider; absent when nobody knows the price.",
            javaType = "java.math.BigDecimal")
    public static final String COST_USD = "CamelGorgonLlmCostUsd";

    @Metadata(
            label = "producer",
            description = "True when the built-in mock answered, not a model; absent otherwise.",
            javaType = "Boolean")
    public static final String MOCK = "CamelGorgonLlmMock";

    @Metadata(
            label = "producer",
            description =
                    "True when the answer was recorded before and not paid again; tokens and cost are those of then. Absent otherwise.",
            javaType = "Boolean")
    public static final String RECORDED = "CamelGorgonLlmRecorded";

    /**
     * The exchange property with {@link io.gorgon.llm.CallRecords}: where the answers of all calls
     * of the exchange are kept. A property and not a header, so that it cannot come from outside.
     */
    public static final String CALL_RECORDS_PROPERTY = "CamelGorgonLlmCallRecords";

    /**
     * The exchange property with a {@link io.gorgon.llm.Cancellation} that ends the call, wherever
     * it waits. A property and not a header, so that it cannot come from outside.
     */
    public static final String CANCELLATION_PROPERTY = "CamelGorgonLlmCancellation";

    /** The headers that a call sets. */
    static final Set<String> OUTPUT =
            Set.of(
                    PROVIDER,
                    MODEL,
                    TIER_SERVED,
                    INPUT_TOKENS,
                    OUTPUT_TOKENS,
                    TOTAL_TOKENS,
                    USAGE_ESTIMATED,
                    LATENCY_MS,
                    TIME_TO_FIRST_TOKEN_MS,
                    FINISH_REASON,
                    ATTEMPTS,
                    FAILED_ATTEMPTS,
                    COST_USD,
                    MOCK,
                    RECORDED);

    private GorgonLlmConstants() {}
}
