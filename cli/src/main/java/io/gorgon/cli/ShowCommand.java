package io.gorgon.cli;

import io.gorgon.journal.RunRecord;
import io.gorgon.llm.Cancellation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the journal knows of a run. */
@Command(
        name = "show",
        description = {
            "Show a run: its steps with what they used, what the journal saved, what is in doubt, and",
            "what ends a wait. Nothing is run."
        })
final class ShowCommand implements Callable<Integer> {

    private static final long LOOK_AGAIN_MS = 250;

    @Parameters(
            arity = "1",
            paramLabel = "RUN",
            description = "The run, or so much of the start of its name that no other has it.")
    private String id;

    @Option(
            names = "--watch",
            description =
                    "Show it again when something has changed, until it ends or waits. Ctrl-C ends"
                            + " the watching only, not the run.")
    private boolean watch;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write it to a file, as a page that needs nothing else, with all prompts and"
                            + " answers.")
    private String html;

    @Option(names = "--prompts", description = "Show what models were asked, too.")
    private boolean prompts;

    @Option(names = "--answers", description = "Show what models answered, too.")
    private boolean answers;

    @Option(names = "--all", description = "Show all steps and events, however many there are.")
    private boolean all;

    private final GorgonCommand gorgon;

    ShowCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        if ((watch ? 1 : 0) + (json ? 1 : 0) + (html != null ? 1 : 0) > 1) {
            throw new InvalidInputException("use one of --watch, --json and --html at a time");
        }
        if (watch && (prompts || answers)) {
            throw new InvalidInputException(
                    "--watch shows steps only; leave out --prompts and --answers");
        }
        try (OpenJournal open = OpenJournal.open(gorgon)) {
            RunRecord run = open.find(id);
            if (watch) {
                return watch(open.reader(), run);
            }
            RunSnapshot snapshot =
                    open.reader().read(run, json || html != null || prompts || answers);
            if (json) {
                Json.print(
                        gorgon.surroundings().out(),
                        RunSnapshotDocument.whole(snapshot, prompts, answers));
            } else if (html != null) {
                write(snapshot);
            } else {
                print(snapshot);
            }
            return ExitCode.DONE;
        }
    }

    private RunScreen screen() {
        Surroundings surroundings = gorgon.surroundings();
        return new RunScreen(
                surroundings.width(), Signs.in(surroundings), surroundings.outStyle(), all);
    }

    private void print(RunSnapshot snapshot) {
        Surroundings surroundings = gorgon.surroundings();
        screen().lines(snapshot).forEach(surroundings.out()::println);
        if (prompts || answers) {
            new CallTexts(snapshot, prompts, answers)
                    .print(surroundings.out(), surroundings.outStyle());
        }
    }

    private void write(RunSnapshot snapshot) {
        if (html.equals("-") || html.isBlank()) {
            throw new InvalidInputException(
                    "--html needs the name of a file, as in --html run.html");
        }
        Surroundings surroundings = gorgon.surroundings();
        Path file = surroundings.directory().resolve(html);
        OutputFile.write(file, RunPage.of(snapshot));
        surroundings.err().println(surroundings.errStyle().dim("written to " + file));
    }

    private int watch(RunReader reader, RunRecord run) {
        Surroundings surroundings = gorgon.surroundings();
        CountDownLatch enough = new CountDownLatch(1);
        Cancellation.Registration registration =
                surroundings.interruption().onCancel(enough::countDown);
        try {
            boolean ended = RunWatch.watch(reader.watching(run), drawn(), () -> isWanted(enough));
            return ended ? ExitCode.DONE : ExitCode.INTERRUPTED;
        } finally {
            registration.close();
        }
    }

    private Consumer<RunSnapshot> drawn() {
        Surroundings surroundings = gorgon.surroundings();
        if (!surroundings.outCanRewrite()) {
            return new RunWatch.Lines(surroundings.out());
        }
        TerminalRegion region = new TerminalRegion(surroundings.out());
        RunScreen screen = screen();
        return snapshot -> region.show(screen.lines(snapshot));
    }

    /** Waits for a moment; whether the person still looks on. */
    private static boolean isWanted(CountDownLatch enough) {
        try {
            return !enough.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
