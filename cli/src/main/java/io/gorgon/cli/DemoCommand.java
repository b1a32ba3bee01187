package io.gorgon.cli;

import io.gorgon.config.GorgonConfig;
import io.gorgon.config.Mode;
import io.gorgon.hardware.HardwareGate;
import io.gorgon.hardware.HardwareReport;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.http.NetworkContacts;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows in one go what works on this machine. Never asks a provider that costs money. */
@Command(
        name = "demo",
        description = {
            "Show what works here: what the machine has, which models fit, and a panel of three",
            "that judges a plan, on this machine or by the built-in mock. Nothing leaves the machine."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String OLLAMA = "ollama";
    private static final String SAMPLE = "demo-plan.md";

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan to judge; a sample comes with the command.")
    private Path plan;

    private final GorgonCommand gorgon;
    private final Surroundings surroundings;

    DemoCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
        this.surroundings = gorgon.surroundings();
    }

    @Override
    public Integer call() {
        String text =
                plan == null
                        ? DemoReview.resource(SAMPLE)
                        : InputText.ofFile(surroundings.directory().resolve(plan), "plan");
        Invocation invocation = gorgon.invocation().inModeLocal();
        surroundings.out().println(surroundings.outStyle().bold("Gorgon " + Version.gorgon()));
        RunResult result;
        boolean mock;
        try (NetworkContacts contacts = NetworkContacts.record()) {
            boolean usable = isOllamaUsable(invocation);
            printPlan(text);
            result = usable ? judge(text, invocation) : null;
            if (result != null && isUnheard(result)) {
                line("Ollama", "no answer: " + DemoVerdict.failure(result));
                result = null;
            }
            mock = result == null;
            if (mock) {
                line("Mock", "the built-in mock votes instead. It is not a model.");
                result = judge(text, invocation.withMockOnly());
            }
            if (result.status() == RunStatus.CANCELLED) {
                return ExitCode.CANCELLED;
            }
            new DemoVerdict(surroundings).print(result, mock);
            new DemoVerdict(surroundings).printNetwork(contacts);
        }
        printNextSteps();
        return ExitCode.DONE;
    }

    private static boolean isUnheard(RunResult result) {
        return result.status() != RunStatus.CANCELLED && !DemoVerdict.isHeard(result);
    }

    private RunResult judge(String text, Invocation invocation) {
        GorgonConfig config = ConfigFile.load(invocation.configFile(), invocation.overrides());
        return new DemoReview(surroundings, ProgressMode.AUTO).judge(text, invocation, config);
    }

    /** Tells what the machine has and whether a model on it can be asked. */
    private boolean isOllamaUsable(Invocation invocation) {
        try (GorgonSession session = new GorgonSession(invocation, surroundings.environment())) {
            GorgonConfig config = session.config();
            HardwareGate gate =
                    new HardwareGate(
                            config.hardware(), surroundings.environment(), Clock.systemUTC());
            HardwareCommand.print(
                    surroundings,
                    HardwareReport.of(gate, session.providers(), config.providers()),
                    false);
            line(
                    "Mode",
                    Mode.LOCAL.label()
                            + " ("
                            + Path.of(config.source()).getFileName()
                            + "): no call leaves this machine");
            Optional<LlmProvider> ollama =
                    config.providers().stream()
                            .filter(settings -> OLLAMA.equals(settings.type()))
                            .findFirst()
                            .map(settings -> session.provider(settings.name()));
            if (ollama.isEmpty()) {
                line("Ollama", "not enabled in this configuration");
                return false;
            }
            ProviderHealth health = ollama.get().health();
            line("Ollama", health.message());
            return health.usable();
        }
    }

    private void printPlan(String text) {
        String title =
                text.lines()
                        .map(line -> line.replaceFirst("^#+ *", "").strip())
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("");
        line("Plan", (plan == null ? "the sample: " : plan + ": ") + Untrusted.line(title));
    }

    private void line(String label, String text) {
        HardwareCommand.line(surroundings, label, text);
    }

    private void printNextSteps() {
        surroundings.out().println();
        surroundings.out().println("Next:");
        surroundings.out().println("  ./gorgon demo --plan FILE");
        surroundings.out().println("  ./gorgon ask \"What is a circuit breaker?\" --stream");
        surroundings.out().println("  ./gorgon health");
        surroundings.out().println("  ollama pull qwen2.5:3b");
    }
}
