package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.hardware.Bytes;
import io.gorgon.hardware.Gpu;
import io.gorgon.hardware.HardwareGate;
import io.gorgon.hardware.HardwareReport;
import io.gorgon.hardware.MachineProfile;
import io.gorgon.hardware.Recommendation;
import io.gorgon.llm.spi.ModelVerdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what this machine has, and which models fit. */
@Command(
        name = "hardware",
        description = {
            "Show what this machine has, and which models fit into its memory.",
            "Sizes are in GB of 2^30 bytes. Loads no model."
        })
final class HardwareCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    private final GorgonCommand gorgon;

    HardwareCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = gorgon.surroundings();
        HardwareReport report;
        try (GorgonSession session = gorgon.openSession()) {
            HardwareGate gate =
                    new HardwareGate(
                            session.config().hardware(),
                            surroundings.environment(),
                            Clock.systemUTC());
            report = HardwareReport.of(gate, session.providers(), session.config().providers());
        }
        if (json) {
            Json.print(surroundings.out(), toJson(report));
        } else {
            print(surroundings, report, true);
        }
        report.problems().forEach(this::tell);
        return ExitCode.DONE;
    }

    private void tell(String problem) {
        Surroundings surroundings = gorgon.surroundings();
        surroundings.err().println(surroundings.errStyle().yellow("gorgon: ") + problem);
    }

    /**
     * Prints a report as text: the machine, and a row for each model.
     *
     * @param reasons whether it tells why a model does not fit
     */
    static void print(Surroundings surroundings, HardwareReport report, boolean reasons) {
        MachineProfile profile = report.profile();
        line(surroundings, "Machine", machine(profile));
        line(surroundings, "Memory", memory(profile));
        if (profile.gpus().isEmpty()) {
            line(surroundings, "GPU", "none found");
        }
        profile.gpus().forEach(gpu -> line(surroundings, "GPU", gpu(gpu)));
        line(surroundings, "Good for", recommendation(report.recommendation()));
        profile.notes().forEach(note -> line(surroundings, "Note", note));
        TextTable table =
                reasons
                        ? new TextTable("PROVIDER", "MODEL", "PULLED", "NEED", "VERDICT", "REASON")
                        : new TextTable("PROVIDER", "MODEL", "PULLED", "NEED", "VERDICT");
        for (HardwareReport.Row row : report.models()) {
            Long need = row.verdict().needBytes();
            List<String> cells =
                    new ArrayList<>(
                            Arrays.asList(
                                    row.provider(),
                                    row.name(),
                                    row.pulled() ? "yes" : "no",
                                    need == null ? null : Bytes.text(need),
                                    row.verdict().kind().label().replace('_', ' ')));
            if (reasons) {
                cells.add(fits(row.verdict()) ? null : row.verdict().reason());
            }
            table.row(cells.toArray(String[]::new));
        }
        if (!table.isEmpty()) {
            surroundings.out().println();
            table.print(surroundings.out(), surroundings.outStyle());
        }
    }

    /** Then the numbers say enough; JSON has the words too. */
    private static boolean fits(ModelVerdict verdict) {
        return verdict.kind() == ModelVerdict.Kind.FITS_GPU
                || verdict.kind() == ModelVerdict.Kind.FITS_WITH_SPILL;
    }

    static void line(Surroundings surroundings, String label, String text) {
        String padded = String.format(Locale.ROOT, "%-10s", label);
        surroundings.out().println(surroundings.outStyle().bold(padded) + text);
    }

    private static String machine(MachineProfile profile) {
        Integer cores = profile.cpuCores();
        return profile.platform() + (cores == null ? "" : ", " + Words.count(cores, "processor"));
    }

    private static String memory(MachineProfile profile) {
        if (profile.totalMemory() == null) {
            return "unknown";
        }
        String shared = profile.unifiedMemory() ? ", shared with the GPU" : "";
        String available =
                profile.availableMemory() == null
                        ? ""
                        : ", " + Bytes.text(profile.availableMemory()) + " available";
        return Bytes.text(profile.totalMemory()) + available + shared;
    }

    private static String gpu(Gpu gpu) {
        String memory = gpu.memory() == null ? "memory unknown" : Bytes.text(gpu.memory());
        String free = gpu.free() == null ? "" : ", " + Bytes.text(gpu.free()) + " free";
        return gpu.name() + ", " + memory + free;
    }

    private static String recommendation(Recommendation recommendation) {
        if (recommendation.tier() == null) {
            return "unknown";
        }
        String models =
                recommendation.models().isEmpty()
                        ? ""
                        : ", together: " + String.join(", ", recommendation.models());
        return "the tier "
                + recommendation.tier().label()
                + "; models up to "
                + recommendation.maxModelBillions()
                + " billion parameters at 4 bits"
                + models;
    }

    private static ObjectNode toJson(HardwareReport report) {
        MachineProfile profile = report.profile();
        Recommendation recommendation = report.recommendation();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("platform", profile.platform());
        document.put("cpu_cores", profile.cpuCores());
        document.put("total_memory_gb", gb(profile.totalMemory()));
        document.put("available_memory_gb", gb(profile.availableMemory()));
        document.put("unified_memory", profile.unifiedMemory());
        ArrayNode gpus = document.putArray("gpus");
        for (Gpu gpu : profile.gpus()) {
            gpus.addObject()
                    .put("name", gpu.name())
                    .put("vram_gb", gb(gpu.memory()))
                    .put("free_gb", gb(gpu.free()));
        }
        document.put("max_model_params_b", recommendation.maxModelBillions());
        document.put(
                "recommended_tier",
                recommendation.tier() == null ? null : recommendation.tier().label());
        ArrayNode recommended = document.putArray("recommended_models");
        recommendation.models().forEach(recommended::add);
        ArrayNode models = document.putArray("models");
        for (HardwareReport.Row row : report.models()) {
            models.addObject()
                    .put("name", row.name())
                    .put("provider", row.provider())
                    .put("pulled", row.pulled())
                    .put("need_gb", gb(row.verdict().needBytes()))
                    .put("verdict", row.verdict().kind().label())
                    .put("reason", row.verdict().reason());
        }
        return document;
    }

    private static Double gb(Long bytes) {
        return bytes == null ? null : Bytes.toGb(bytes);
    }
}
