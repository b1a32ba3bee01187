package io.gorgon.hardware;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.spi.MemoryBound;
import io.gorgon.llm.spi.ModelVerdict;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ServedModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine, and which models fit.
 *
 * @param profile never null
 * @param recommendation never null
 * @param models every pulled and every configured model of the local servers; never null
 * @param problems why servers could not be asked, a sentence each; never null
 */
public record HardwareReport(
        MachineProfile profile,
        Recommendation recommendation,
        List<Row> models,
        List<String> problems) {

    /**
     * A model.
     *
     * @param name never null
     * @param provider never null
     * @param pulled whether the server has it
     * @param verdict never null
     */
    public record Row(String name, String provider, boolean pulled, ModelVerdict verdict) {}

    /**
     * Looks at the machine and asks the servers. One that does not answer is a problem to tell of,
     * not a failure.
     *
     * @param settings of all providers; those of local servers with memory of their own count
     */
    public static HardwareReport of(
            HardwareGate gate,
            Collection<LlmProvider> providers,
            Collection<ProviderSettings> settings) {
        List<Row> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Map<ModelTier, List<String>>> here = new ArrayList<>();
        for (LlmProvider provider : providers) {
            if (provider.local() && provider instanceof MemoryBound server) {
                ProviderSettings own = find(settings, provider.name());
                addRows(gate, server, own, rows, problems);
                if (own.isOnThisMachine()) {
                    here.add(own.tierModels());
                }
            }
        }
        return new HardwareReport(gate.profile(), gate.recommendation(here), rows, problems);
    }

    private static ProviderSettings find(Collection<ProviderSettings> all, String name) {
        return all.stream()
                .filter(settings -> settings.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void addRows(
            HardwareGate gate,
            MemoryBound server,
            ProviderSettings settings,
            List<Row> rows,
            List<String> problems) {
        List<ServedModel> pulled = new ArrayList<>();
        try {
            pulled.addAll(server.servedModels());
        } catch (LlmException e) {
            problems.add(e.getMessage());
        }
        for (ServedModel model : pulled) {
            rows.add(new Row(model.name(), settings.name(), true, gate.judge(model)));
        }
        settings.tierModels().values().stream()
                .flatMap(List::stream)
                .distinct()
                .filter(name -> find(pulled, name).isEmpty())
                .forEach(
                        name ->
                                rows.add(
                                        new Row(
                                                name,
                                                settings.name(),
                                                false,
                                                gate.judge(server.configuredModel(name)))));
    }

    private static Optional<ServedModel> find(List<ServedModel> pulled, String name) {
        return pulled.stream().filter(model -> ModelKey.sameName(model.name(), name)).findFirst();
    }
}
