package io.gorgon.budget;

import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A provider whose calls are made only when there is budget for them. */
public final class BudgetedProvider implements LlmProvider {

    private final LlmProvider provider;
    private final ProviderSettings settings;
    private final CallBudget budget;

    /**
     * @param settings those of the provider
     */
    public BudgetedProvider(LlmProvider provider, ProviderSettings settings, CallBudget budget) {
        this.provider = provider;
        this.settings = settings;
        this.budget = budget;
    }

    @Override
    public LlmResponse generate(LlmRequest request) {
        Settlement settlement = admitted(request, false);
        LlmResponse response =
                orBookFailure(settlement, call -> provider.generate((LlmRequest) call.request()));
        settlement.answered(response, List.of());
        return response;
    }

    @Override
    public TokenStream stream(LlmRequest request) {
        Settlement settlement = admitted(request, true);
        TokenStream stream =
                orBookFailure(settlement, call -> provider.stream((LlmRequest) call.request()));
        return settlement.settling(stream, List.of());
    }

    @Override
    public EmbedResponse embed(EmbedRequest request) {
        Settlement settlement = admitted(request, false);
        EmbedResponse response =
                orBookFailure(settlement, call -> provider.embed((EmbedRequest) call.request()));
        settlement.answered(response, List.of());
        return response;
    }

    private Settlement admitted(Object request, boolean stream) {
        BudgetedCall call = new BudgetedCall(request, stream, null, List.of(settings));
        return budget.settlement(budget.admit(call, false));
    }

    private static <T> T orBookFailure(Settlement settlement, Function<BudgetedCall, T> made) {
        try {
            return made.apply(settlement.admission().call());
        } catch (RuntimeException | Error e) {
            settlement.failed(e, List.of());
            throw e;
        }
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public String type() {
        return provider.type();
    }

    @Override
    public boolean local() {
        return provider.local();
    }

    @Override
    public Set<Capability> capabilities() {
        return provider.capabilities();
    }

    @Override
    public ProviderHealth health() {
        return provider.health();
    }

    @Override
    public List<ModelInfo> models() {
        return provider.models();
    }

    @Override
    public long estimateTokens(LlmRequest request) {
        return provider.estimateTokens(request);
    }

    @Override
    public PullStream pull(String model) {
        return provider.pull(model);
    }

    @Override
    public List<LoadedModel> loadedModels() {
        return provider.loadedModels();
    }

    @Override
    public void close() {
        provider.close();
    }
}
