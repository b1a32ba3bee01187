package io.gorgon.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is asked of a model. Immutable; made by {@link #builder()}.
 *
 * @param messages the conversation, oldest first; never null, never empty
 * @param systemPrompt instructions that stand before the conversation; null when there are none
 * @param tier how capable the model has to be; never null, never {@link ModelTier#EMBEDDING}
 * @param model a model by name, instead of the tier's choice; null to leave it to the tier
 * @param preferredModel a model by name that is asked where a provider that may be asked has it,
 *     while the tier's serves elsewhere; without effect beside {@code model}; null for none
 * @param maxTokens the most tokens to answer with; at least 1
 * @param maxTokensChosen whether the caller chose {@code maxTokens}; where not, an agent's own
 *     number takes its place
 * @param temperature 0 to 2; null when the model's own default applies, and then nothing is sent
 * @param stopSequences texts that end the answer; never null
 * @param responseSchema JSON Schema that the answer has to obey; null for free text
 * @param agentId who asks; null when unknown
 * @param workflowId the workflow that asks; null outside one
 * @param runId the run of the workflow; null outside one
 * @param stepId the step of the workflow; null outside one
 * @param runTokenLimit the most tokens that all calls of the run together may use; null when the
 *     run brings no limit of its own
 * @param consensus whether this is a vote of the Triumvirate
 * @param budgetRemainingTokens tokens that the caller may still spend, zero included; null when
 *     there is no limit
 * @param confidential whether the request must stay with local providers, whatever the mode permits
 * @param deadline when an answer is no longer of use; null for the provider's own time-outs only
 * @param cancellation lets the caller end the call; never null
 * @param record where the answers of this call are kept; null when they are not
 */
public record LlmRequest(
        List<Message> messages,
        String systemPrompt,
        ModelTier tier,
        String model,
        String preferredModel,
        int maxTokens,
        boolean maxTokensChosen,
        Double temperature,
        List<String> stopSequences,
        JsonNode responseSchema,
        String agentId,
        String workflowId,
        String runId,
        String stepId,
        Long runTokenLimit,
        boolean consensus,
        Long budgetRemainingTokens,
        boolean confidential,
        Instant deadline,
        Cancellation cancellation,
        CallRecord record)
        implements ModelRequest {

    /** Tokens to answer with when nobody says otherwise. */
    public static final int DEFAULT_MAX_TOKENS = 4096;

    public LlmRequest {
        messages = List.copyOf(messages);
        stopSequences = List.copyOf(stopSequences);
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(cancellation, "cancellation");
        require(!messages.isEmpty(), "a request needs at least one message");
        require(tier != ModelTier.EMBEDDING, "the embedding tier answers embed requests only");
        require(maxTokens >= 1, "max tokens must be at least 1, not " + maxTokens);
        require(
                temperature == null || (temperature >= 0 && temperature <= 2),
                "temperature must be between 0 and 2, not " + temperature);
        require(
                stopSequences.stream().noneMatch(String::isEmpty),
                "a stop sequence must not be empty");
        ModelRequest.requireUsable(runTokenLimit, runId);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** A request for the standard tier with one user message. */
    public static LlmRequest of(String prompt) {
        return builder().user(prompt).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with the values of this request. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.messages.addAll(messages);
        builder.systemPrompt = systemPrompt;
        builder.tier = tier;
        builder.model = model;
        builder.preferredModel = preferredModel;
        builder.maxTokens = maxTokens;
        builder.maxTokensChosen = maxTokensChosen;
        builder.temperature = temperature;
        builder.stopSequences = stopSequences;
        builder.responseSchema = responseSchema;
        builder.agentId = agentId;
        builder.workflowId = workflowId;
        builder.runId = runId;
        builder.stepId = stepId;
        builder.runTokenLimit = runTokenLimit;
        builder.consensus = consensus;
        builder.budgetRemainingTokens = budgetRemainingTokens;
        builder.confidential = confidential;
        builder.deadline = deadline;
        builder.cancellation = cancellation;
        builder.record = record;
        return builder;
    }

    @Override
    public LlmRequest withDeadline(Instant value) {
        return toBuilder().deadline(value).build();
    }

    @Override
    public LlmRequest withRecord(CallRecord value) {
        return toBuilder().record(value).build();
    }

    /** All but where the answers are kept. */
    @Override
    public String toString() {
        return RequestText.of(this);
    }

    /** Collects the parts of a request; see the record for their meaning. */
    public static final class Builder {
        private final List<Message> messages = new ArrayList<>();
        private String systemPrompt;
        private ModelTier tier = ModelTier.STANDARD;
        private String model;
        private String preferredModel;
        private int maxTokens = DEFAULT_MAX_TOKENS;
        private boolean maxTokensChosen;
        private Double temperature;
        private List<String> stopSequences = List.of();
        private JsonNode responseSchema;
        private String agentId;
        private String workflowId;
        private String runId;
        private String stepId;
        private Long runTokenLimit;
        private boolean consensus;
        private Long budgetRemainingTokens;
        private boolean confidential;
        private Instant deadline;
        private Cancellation cancellation = new Cancellation();
        private CallRecord record;

        private Builder() {}

        public Builder user(String text) {
            return message(Message.user(text));
        }

        public Builder message(Message message) {
            messages.add(message);
            return this;
        }

        /** Replaces all messages. */
        public Builder messages(List<Message> all) {
            messages.clear();
            messages.addAll(all);
            return this;
        }

        public Builder systemPrompt(String text) {
            systemPrompt = text;
            return this;
        }

        public Builder tier(ModelTier value) {
            tier = value;
            return this;
        }

        public Builder model(String name) {
            model = name;
            return this;
        }

        public Builder preferredModel(String name) {
            preferredModel = name;
            return this;
        }

        public Builder maxTokens(int value) {
            maxTokens = value;
            maxTokensChosen = true;
            return this;
        }

        public Builder temperature(Double value) {
            temperature = value;
            return this;
        }

        public Builder stopSequences(List<String> values) {
            stopSequences = values;
            return this;
        }

        public Builder responseSchema(JsonNode schema) {
            responseSchema = schema;
            return this;
        }

        public Builder agentId(String id) {
            agentId = id;
            return this;
        }

        public Builder workflowId(String id) {
            workflowId = id;
            return this;
        }

        public Builder runId(String id) {
            runId = id;
            return this;
        }

        public Builder stepId(String id) {
            stepId = id;
            return this;
        }

        public Builder runTokenLimit(Long value) {
            runTokenLimit = value;
            return this;
        }

        public Builder consensus(boolean value) {
            consensus = value;
            return this;
        }

        public Builder budgetRemainingTokens(Long value) {
            budgetRemainingTokens = value;
            return this;
        }

        public Builder confidential(boolean value) {
            confidential = value;
            return this;
        }

        public Builder deadline(Instant value) {
            deadline = value;
            return this;
        }

        public Builder cancellation(Cancellation value) {
            cancellation = value;
            return this;
        }

        public Builder record(CallRecord value) {
            record = value;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a part is outside its range
         */
        public LlmRequest build() {
            return new LlmRequest(
                    messages,
                    systemPrompt,
                    tier,
                    model,
                    preferredModel,
                    maxTokens,
                    maxTokensChosen,
                    temperature,
                    stopSequences,
                    responseSchema,
                    agentId,
                    workflowId,
                    runId,
                    stepId,
                    runTokenLimit,
                    consensus,
                    budgetRemainingTokens,
                    confidential,
                    deadline,
                    cancellation,
                    record);
        }
    }
}
