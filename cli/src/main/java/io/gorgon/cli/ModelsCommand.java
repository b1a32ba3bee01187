package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.ModelTier;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the models that can be asked now. */
@Command(name = "models", description = "List the models that can be asked now.")
final class ModelsCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    private final GorgonCommand gorgon;

    ModelsCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        List<ProviderModels> found;
        try (GorgonSession session = gorgon.openSession()) {
            found =
                    InParallel.ask(
                            session.providers(),
                            provider -> ProviderModels.of(provider, session.config()));
        }
        if (json) {
            Json.print(gorgon.surroundings().out(), toJson(found));
        } else {
            print(found);
        }
        boolean noneAnswered = found.stream().noneMatch(models -> models.error() == null);
        return noneAnswered ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(List<ProviderModels> found) {
        Surroundings surroundings = gorgon.surroundings();
        Style style = surroundings.errStyle();
        TextTable table =
                new TextTable(
                        "PROVIDER",
                        "MODEL",
                        "SIZE",
                        "PARAMETERS",
                        "QUANT",
                        "CONTEXT",
                        "TIERS",
                        "LOADED");
        found.forEach(models -> models.rows().forEach(row -> addTo(table, row)));
        if (!table.isEmpty()) {
            table.print(surroundings.out(), surroundings.outStyle());
        }
        for (ProviderModels models : found) {
            if (models.error() != null) {
                surroundings.err().println(style.red("gorgon: ") + models.error());
            } else if (models.rows().isEmpty()) {
                surroundings.err().println(models.provider() + " has no models.");
            }
        }
        if (found.isEmpty()) {
            surroundings.err().println("No provider is enabled for this mode.");
        }
    }

    private static void addTo(TextTable table, ProviderModels.Row row) {
        Long size = row.model().sizeBytes();
        Integer context = row.model().contextTokens();
        table.row(
                row.provider(),
                row.model().remote()
                        ? row.model().name() + " (not on this server)"
                        : row.model().name(),
                size == null ? null : Words.bytes(size),
                row.model().parameterSize(),
                row.model().quantization(),
                context == null ? null : String.valueOf(context),
                row.tiers().stream().map(ModelTier::label).collect(Collectors.joining(",")),
                Boolean.TRUE.equals(row.loaded()) ? "yes" : null);
    }

    private static ObjectNode toJson(List<ProviderModels> found) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode models = document.putArray("models");
        ArrayNode errors = document.putArray("errors");
        for (ProviderModels provider : found) {
            provider.rows().forEach(row -> models.add(toJson(row)));
            if (provider.error() != null) {
                errors.addObject()
                        .put("provider", provider.provider())
                        .put("message", provider.error());
            }
        }
        return document;
    }

    private static ObjectNode toJson(ProviderModels.Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("provider", row.provider());
        json.put("name", row.model().name());
        json.put("size_bytes", row.model().sizeBytes());
        json.put("parameter_size", row.model().parameterSize());
        json.put("quantization", row.model().quantization());
        json.put("context_tokens", row.model().contextTokens());
        ArrayNode capabilities = json.putArray("capabilities");
        new TreeSet<>(row.model().capabilities()).forEach(capabilities::add);
        json.put("loaded", row.loaded());
        json.put("remote", row.model().remote());
        ArrayNode tiers = json.putArray("tiers");
        row.tiers().forEach(tier -> tiers.add(tier.label()));
        return json;
    }
}
