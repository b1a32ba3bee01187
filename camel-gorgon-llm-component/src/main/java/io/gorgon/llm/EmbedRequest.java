package io.gorgon.llm;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Texts to turn into vectors. Immutable; made by {@link #builder(List)}.
 *
 * @param inputs the texts; never null, never empty
 * @param model a model by name; null to take the embedding tier's choice
 * @param agentId who asks; null when unknown
 * @param workflowId the workflow that asks; null outside one
 * @param runId the run of the workflow; null outside one
 * @param stepId the step of the workflow; null outside one
 * @param runTokenLimit the most tokens that all calls of the run together may use; null when the
 *     run brings no limit of its own
 * @param confidential whether the request must stay with local providers, whatever the mode permits
 * @param deadline when an answer is no longer of use; null for the provider's own time-outs only
 * @param cancellation lets the caller end the call; never null
 * @param record where the answers of this call are kept; null when they are not
 */
public record EmbedRequest(
        List<String> inputs,
        String model,
        String agentId,
        String workflowId,
        String runId,
        String stepId,
        Long runTokenLimit,
        boolean confidential,
        Instant deadline,
        Cancellation cancellation,
        CallRecord record)
        implements ModelRequest {

    public EmbedRequest {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(cancellation, "cancellation");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("an embed request needs at least one text");
        }
        ModelRequest.requireUsable(runTokenLimit, runId);
    }

    public static EmbedRequest of(List<String> inputs) {
        return builder(inputs).build();
    }

    /**
     * @param inputs the texts; never null, never empty
     */
    public static Builder builder(List<String> inputs) {
        return new Builder(inputs);
    }

    /** A builder that starts with the values of this request. */
    public Builder toBuilder() {
        Builder builder = new Builder(inputs);
        builder.model = model;
        builder.agentId = agentId;
        builder.workflowId = workflowId;
        builder.runId = runId;
        builder.stepId = stepId;
        builder.runTokenLimit = runTokenLimit;
        builder.confidential = confidential;
        builder.deadline = deadline;
        builder.cancellation = cancellation;
        builder.record = record;
        return builder;
    }

    @Override
    public EmbedRequest withDeadline(Instant value) {
        return toBuilder().deadline(value).build();
    }

    @Override
    public EmbedRequest withRecord(CallRecord value) {
        return toBuilder().record(value).build();
    }

    /** All but where the answers are kept. */
    @Override
    public String toString() {
        return RequestText.of(this);
    }

    /** Collects the parts of a request; see the record for their meaning. */
    public static final class Builder {
        private final List<String> inputs;
        private String model;
        private String agentId;
        private String workflowId;
        private String runId;
        private String stepId;
        private Long runTokenLimit;
        private boolean confidential;
        private Instant deadline;
        private Cancellation cancellation = new Cancellation();
        private CallRecord record;

        private Builder(List<String> inputs) {
            this.inputs = inputs;
        }

        public Builder model(String name) {
            model = name;
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
        public EmbedRequest build() {
            return new EmbedRequest(
                    inputs,
                    model,
                    agentId,
                    workflowId,
                    runId,
                    stepId,
                    runTokenLimit,
                    confidential,
                    deadline,
                    cancellation,
                    record);
        }
    }
}
