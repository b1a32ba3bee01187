package io.gorgon.cli;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.error.CancelledException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a model. */
@Command(name = "pull", description = "Let a provider fetch a model.")
final class PullCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "The model, such as llama3.2:3b.")
    private String model;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "The provider that fetches it (default: the first one that can).")
    private String provider;

    private final GorgonCommand gorgon;

    PullCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        if (model.isBlank()) {
            throw new InvalidInputException("the name of the model is empty");
        }
        Surroundings surroundings = gorgon.surroundings();
        try (GorgonSession session = gorgon.openSession()) {
            LlmProvider chosen = provider == null ? able(session) : session.provider(provider);
            PullProgress progress = new PullProgress(surroundings, Clock.systemUTC());
            try {
                follow(chosen, progress);
            } finally {
                progress.end();
            }
            surroundings.out().println(model + " is ready on " + chosen.name() + ".");
        }
        return ExitCode.DONE;
    }

    private void follow(LlmProvider chosen, PullProgress progress) {
        Cancellation interruption = gorgon.surroundings().interruption();
        try (PullStream pull = chosen.pull(model)) {
            Cancellation.Registration closing = interruption.onCancel(pull::close);
            try {
                for (PullStream.Progress next = pull.next(); next != null; next = pull.next()) {
                    progress.report(next);
                }
            } finally {
                closing.close();
            }
        }
        if (interruption.isCancelled()) {
            throw new CancelledException(chosen.name(), model, 0, "cancelled", null);
        }
    }

    private static LlmProvider able(GorgonSession session) {
        return session.providers().stream()
                .filter(candidate -> candidate.capabilities().contains(Capability.PULL))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        "no enabled provider fetches models; enable one of type"
                                                + " ollama in "
                                                + session.config().source()));
    }
}
