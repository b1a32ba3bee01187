package io.gorgon.camel.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.Capability;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that a test speaks for; keeps what it was asked. */
final class ScriptedModel extends AbstractLlmProvider {

    static final String NAME = "mock";

    /** What the model answers. */
    @FunctionalInterface
    interface Script {
        String answer(LlmRequest request) throws Exception;
    }

    private final List<LlmRequest> requests = new CopyOnWriteArrayList<>();
    private final Script script;
    private final TokenUsage usage;

    ScriptedModel(Script script) {
        this(script, TokenUsage.reported(10, 5));
    }

    ScriptedModel(Script script, TokenUsage usage) {
        super(settings());
        this.script = script;
        this.usage = usage;
    }

    private static ProviderSettings settings() {
        Duration minute = Duration.ofMinutes(1);
        return new ProviderSettings(
                NAME,
                NAME,
                "a test",
                null,
                AddressPolicy.LOOPBACK,
                null,
                Map.of(),
                new Timeouts(minute, minute, minute, minute),
                null,
                1_000_000,
                ModelCatalog.empty(),
                JsonNodeFactory.instance.objectNode());
    }

    /** Everything that was asked, in order. */
    List<LlmRequest> requests() {
        return List.copyOf(requests);
    }

    /** The prompts, in order. */
    List<String> prompts() {
        return requests.stream().map(ScriptedModel::prompt).toList();
    }

    /** The last message of a request. */
    static String prompt(LlmRequest request) {
        List<Message> messages = request.messages();
        return messages.get(messages.size() - 1).text();
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.STOP_SEQUENCES);
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        requests.add(request);
        return new LlmResponse(
                text(request),
                null,
                "mock-standard",
                NAME,
                NAME,
                request.tier(),
                usage,
                1,
                null,
                usage.outputTokens() < request.maxTokens()
                        ? FinishReason.STOP
                        : FinishReason.LENGTH,
                1,
                List.of(),
                null);
    }

    private String text(LlmRequest request) {
        try {
            return script.answer(request);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        throw new IllegalStateException("it does not answer in pieces");
    }

    @Override
    public ProviderHealth health() {
        return new ProviderHealth(true, "always there", null, 0);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of(ModelInfo.named("mock-standard"));
    }

    @Override
    public void close() {}
}
