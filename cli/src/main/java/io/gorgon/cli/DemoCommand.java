package io.gorgon.cli;

import com.sun.management.OperatingSystemMXBean;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows in one go what works on this machine. Never asks a provider that costs money. */
@Command(
        name = "demo",
        description = {
            "Show what works here: ask a model on this machine, or the built-in mock.",
            "Never calls a cloud provider."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String OLLAMA = "ollama";
    private static final String QUESTION =
            "In one short sentence: why is it good to run a language model on your own machine?";

    /** Tokens for a sentence, with room for a model that thinks before it answers. */
    private static final int MAX_TOKENS = 1024;

    private final GorgonCommand gorgon;
    private final PrintStream out;
    private final Style style;

    DemoCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
        this.out = gorgon.surroundings().out();
        this.style = gorgon.surroundings().outStyle();
    }

    @Override
    public Integer call() {
        out.println(style.bold("Gorgon " + Version.gorgon()) + " on " + machine());
        try (GorgonSession session = gorgon.openSession()) {
            out.println(
                    "Configuration: "
                            + session.config().source()
                            + ", mode "
                            + session.config().mode().label());
            LlmProvider ollama = usableOllama(session);
            boolean answered = ollama != null && asked(session, ollama);
            if (!answered) {
                out.println("So the built-in mock answers instead. It is not a model.");
                ask(session, session.mock());
            }
        }
        printNextSteps();
        return ExitCode.DONE;
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        String memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                        ? ", " + Words.bytes(bean.getTotalMemorySize()) + " memory"
                        : "";
        return System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", "
                + Words.count(runtime.availableProcessors(), "core")
                + memory
                + ", Java "
                + Runtime.version().feature();
    }

    /** Null when there is none, after saying why. */
    private LlmProvider usableOllama(GorgonSession session) {
        Optional<LlmProvider> ollama =
                session.config().providers().stream()
                        .filter(settings -> OLLAMA.equals(settings.type()))
                        .findFirst()
                        .map(settings -> session.provider(settings.name()));
        if (ollama.isEmpty()) {
            out.println("Ollama: not enabled in this configuration.");
            return null;
        }
        ProviderHealth health = ollama.get().health();
        out.println("Ollama: " + health.message());
        return health.usable() ? ollama.get() : null;
    }

    /** Whether a model has answered. When none could, says why. */
    private boolean asked(GorgonSession session, LlmProvider ollama) {
        try {
            ask(session, ollama);
            return true;
        } catch (BrokenStreamException | CancelledException e) {
            throw e;
        } catch (LlmException e) {
            out.println("No answer: " + e.getMessage());
            return false;
        }
    }

    private void ask(GorgonSession session, LlmProvider provider) {
        LlmRequest request =
                LlmRequest.builder()
                        .user(QUESTION)
                        .tier(ModelTier.FAST)
                        .maxTokens(MAX_TOKENS)
                        .cancellation(gorgon.surroundings().interruption())
                        .build();
        out.println();
        out.println(style.dim("> " + QUESTION));
        Answer answer = new Answer(gorgon.surroundings(), false);
        try (Waiting waiting = Waiting.begin(gorgon.surroundings());
                TokenStream pieces = provider.stream(request)) {
            if (Answer.isMock(provider.type())) {
                waiting.end();
                out.print(style.yellow("[mock] "));
            }
            LlmResponse response = answer.printPieces(pieces, waiting);
            out.println(style.dim(Answer.summary(response, session.cost(response))));
            answer.warnOfMock(provider.type());
        }
        out.println();
    }

    private void printNextSteps() {
        out.println("Next:");
        out.println("  ./gorgon ask \"What is a circuit breaker?\" --stream");
        out.println("  ./gorgon health");
        out.println("  ollama pull qwen2.5:3b");
    }
}
