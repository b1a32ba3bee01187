package io.gorgon.cli;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunListener;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows a run on a terminal as a tree that is drawn in place, at most ten times a second. */
final class TreeProgress implements RunProgress {

    private static final long REDRAW_MS = 100;

    private final RunView view;
    private final RunTree tree;
    private final TerminalRegion region;
    private final Surroundings surroundings;
    private ScheduledExecutorService ticker;
    private Runnable restoreErr = () -> {};

    TreeProgress(Workflow workflow, JournalShare taken, Surroundings surroundings, Clock clock) {
        this.surroundings = surroundings;
        this.view = new RunView(workflow, taken, clock);
        this.tree =
                new RunTree(surroundings.width(), Signs.in(surroundings), surroundings.errStyle());
        this.region = new TerminalRegion(surroundings.err());
    }

    /** One that draws by itself. */
    static TreeProgress begin(
            Workflow workflow, JournalShare taken, Surroundings surroundings, Clock clock) {
        TreeProgress progress = new TreeProgress(workflow, taken, surroundings, clock);
        progress.restoreErr = LogLines.divert(progress.region::printAbove);
        progress.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread made = new Thread(work, "gorgon-progress");
                            made.setDaemon(true);
                            return made;
                        });
        progress.ticker.scheduleWithFixedDelay(progress::draw, 0, REDRAW_MS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** Draws what there is to see now. */
    void draw() {
        region.show(view.look(tree::lines, List.of()));
    }

    @Override
    public RunListener listener() {
        return view;
    }

    @Override
    public void close() {
        if (ticker != null) {
            ticker.shutdown();
            try {
                ticker.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        draw();
        restoreErr.run();
        surroundings.err().flush();
    }
}
