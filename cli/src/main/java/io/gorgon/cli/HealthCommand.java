package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ProviderHealth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Probes the providers. */
@Command(
        name = "health",
        description = {
            "Probe the providers; exits with 1 when none can be used.",
            "A probe costs no tokens and loads no model."
        })
final class HealthCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    private final GorgonCommand gorgon;

    HealthCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    private record Probe(LlmProvider provider, ProviderHealth health) {}

    @Override
    public Integer call() {
        List<Probe> probes;
        String mode;
        try (GorgonSession session = gorgon.openSession()) {
            mode = session.config().mode().label();
            probes =
                    InParallel.ask(
                            session.providers(),
                            provider -> new Probe(provider, provider.health()));
        }
        boolean usable = probes.stream().anyMatch(probe -> probe.health().usable());
        if (json) {
            Json.print(gorgon.surroundings().out(), toJson(usable, mode, probes));
        } else {
            print(usable, mode, probes);
        }
        return usable ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(boolean usable, String mode, List<Probe> probes) {
        Surroundings surroundings = gorgon.surroundings();
        TextTable table = new TextTable("PROVIDER", "TYPE", "WHERE", "USABLE", "TIME", "MESSAGE");
        for (Probe probe : probes) {
            table.row(
                    probe.provider().name(),
                    probe.provider().type(),
                    probe.provider().local() ? "local" : "cloud",
                    probe.health().usable() ? "yes" : "no",
                    Words.duration(probe.health().latencyMs()),
                    probe.health().message());
        }
        if (!table.isEmpty()) {
            table.print(surroundings.out(), surroundings.outStyle());
        }
        if (!usable) {
            String message = "no provider can be used in mode " + mode;
            surroundings.err().println(surroundings.errStyle().red("gorgon: ") + message);
        }
    }

    private static ObjectNode toJson(boolean usable, String mode, List<Probe> probes) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("usable", usable);
        document.put("mode", mode);
        ArrayNode providers = document.putArray("providers");
        for (Probe probe : probes) {
            providers
                    .addObject()
                    .put("name", probe.provider().name())
                    .put("type", probe.provider().type())
                    .put("local", probe.provider().local())
                    .put("usable", probe.health().usable())
                    .put("message", probe.health().message())
                    .put("version", probe.health().version())
                    .put("latency_ms", probe.health().latencyMs());
        }
        return document;
    }
}
