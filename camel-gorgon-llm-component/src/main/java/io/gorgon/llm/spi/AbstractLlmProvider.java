package io.gorgon.llm.spi;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.Message;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all providers do alike: refuse what they cannot do, and check an answer against its schema
 * with one repair. A provider fills in the calls themselves.
 *
 * <p>Where the answers of a call are kept, the first one is kept before it is checked, and one that
 * is there already is taken in the place of a call.
 */
public abstract class AbstractLlmProvider implements LlmProvider {

    protected final ProviderSettings settings;

    protected AbstractLlmProvider(ProviderSettings settings) {
        this.settings = settings;
    }

    /** One call. Asks for the response schema, if there is one, but does not check the answer. */
    protected abstract LlmResponse call(LlmRequest request);

    /**
     * Starts one streamed call. Asks for the response schema, if there is one, but does not check
     * the answer.
     */
    protected abstract TokenStream open(LlmRequest request);

    @Override
    public final String name() {
        return settings.name();
    }

    @Override
    public final String type() {
        return settings.type();
    }

    @Override
    public final boolean local() {
        return settings.local();
    }

    @Override
    public final LlmResponse generate(LlmRequest request) {
        requireSupported(request);
        if (request.responseSchema() == null) {
            return call(request);
        }
        ResponseSchema schema = new ResponseSchema(request.responseSchema());
        CallRecord record = request.record();
        Optional<LlmResponse> recorded = record == null ? Optional.empty() : record.firstAnswer();
        LlmResponse first = recorded.isPresent() ? recorded.get().withoutUsage() : call(request);
        StateUnavailableException unwritten =
                record == null || recorded.isPresent() ? null : keep(record, first);
        if (first.finishReason() == FinishReason.CONTENT_FILTER) {
            // a refusal is an answer, and asking again would be paid for and refused
            return first;
        }
        List<String> problems = schema.problems(first.content());
        if (problems.isEmpty()) {
            return first.withContent(ResponseSchema.json(first.content()));
        }
        if (unwritten != null) {
            // what cannot be recorded must not be paid for; the first answer is booked by the cause
            throw new StateUnavailableException(
                    unwritten.getMessage(), new InvalidOutputException(first, problems));
        }
        LlmResponse repaired =
                call(repair(request, first, problems))
                        .after(
                                first,
                                "The first answer did not match the response schema; this is the repaired one.");
        List<String> remaining = schema.problems(repaired.content());
        if (!remaining.isEmpty()) {
            throw new InvalidOutputException(repaired, remaining);
        }
        return repaired.withContent(ResponseSchema.json(repaired.content()));
    }

    /**
     * Keeps a paid answer before anything looks at it.
     *
     * @return why that is not on the disk yet; null when it is
     */
    private static StateUnavailableException keep(CallRecord record, LlmResponse first) {
        try {
            record.firstAnswered(first);
            return null;
        } catch (StateUnavailableException e) {
            return e;
        }
    }

    private static LlmRequest repair(
            LlmRequest request, LlmResponse invalid, List<String> problems) {
        List<Message> messages = new ArrayList<>(request.messages());
        // An empty assistant turn is refused by some providers.
        if (!invalid.content().isBlank()) {
            messages.add(Message.assistant(invalid.content()));
        }
        messages.add(
                Message.user(
                        "That answer does not match the required JSON Schema: "
                                + String.join("; ", problems)
                                + ". Answer again with the corrected JSON only."));
        return request.toBuilder().messages(messages).build();
    }

    @Override
    public final TokenStream stream(LlmRequest request) {
        requireSupported(request);
        require(Capability.STREAMING, "answer in pieces");
        if (request.responseSchema() == null) {
            return open(request);
        }
        ResponseSchema schema = new ResponseSchema(request.responseSchema());
        return new CheckedTokenStream(open(request), schema);
    }

    private void requireSupported(LlmRequest request) {
        if (request.messages().stream().anyMatch(message -> !message.images().isEmpty())) {
            require(Capability.IMAGES, "read images");
        }
        if (!request.stopSequences().isEmpty()) {
            require(Capability.STOP_SEQUENCES, "take stop sequences");
        }
    }

    /** Refuses what the provider cannot do. */
    protected final void require(Capability capability, String action) {
        if (!capabilities().contains(capability)) {
            throw new UnsupportedByProviderException(
                    name(), null, 0, name() + " (" + type() + ") cannot " + action, null);
        }
    }

    @Override
    public EmbedResponse embed(EmbedRequest request) {
        require(Capability.EMBEDDINGS, "make embeddings");
        throw new IllegalStateException(type() + " claims embeddings and has none");
    }

    /**
     * {@inheritDoc}
     *
     * @throws NotAllowedException if the configuration forbids it
     */
    @Override
    public final PullStream pull(String model) {
        require(Capability.PULL, "fetch models");
        if (settings.pullPermission() == PullPermission.NEVER) {
            throw new NotAllowedException(
                    name(),
                    model,
                    0,
                    name()
                            + " may not fetch "
                            + model
                            + ", as that leaves the machine: llm.allow_pull is false, its default in mode"
                            + " local; set llm.allow_pull: true in gorgon.yaml to allow it",
                    null);
        }
        return fetch(model);
    }

    /** Starts to fetch a model. Is called only where that is allowed. */
    protected PullStream fetch(String model) {
        throw new IllegalStateException(type() + " claims to pull and does not");
    }

    @Override
    public List<LoadedModel> loadedModels() {
        require(Capability.LOADED_MODELS, "tell which models are in memory");
        throw new IllegalStateException(type() + " claims to know loaded models and does not");
    }

    @Override
    public long estimateTokens(LlmRequest request) {
        return TokenEstimate.of(request);
    }
}
