package io.gorgon.cli;

import io.gorgon.workflow.run.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses the steps that are worth a line when there is not room for all. */
final class StepRows {

    private final int limit;
    private final Instant now;
    private final boolean everything;

    /**
     * @param limit the most rows
     */
    StepRows(int limit, Instant now) {
        this(limit, now, false);
    }

    private StepRows(int limit, Instant now, boolean everything) {
        this.limit = limit;
        this.now = now;
        this.everything = everything;
    }

    /** One that leaves nothing out. */
    static StepRows all(Instant now) {
        return new StepRows(Integer.MAX_VALUE, now, true);
    }

    /** The rows in the order of the tree. */
    List<StepRow> of(StepView root) {
        List<StepRow> all = new ArrayList<>();
        collect(root, 0, all);
        if (all.size() <= limit) {
            return all;
        }
        Set<StepView> chosen = new HashSet<>();
        all.stream()
                .sorted(Comparator.comparingInt(StepRows::rank))
                .forEach(row -> choose(row.step(), chosen));
        return all.stream().filter(row -> chosen.contains(row.step())).toList();
    }

    private void collect(StepView around, int depth, List<StepRow> rows) {
        for (StepView step : worthShowing(around)) {
            rows.add(new StepRow(depth, step, now));
            collect(step, depth + 1, rows);
        }
    }

    private List<StepView> worthShowing(StepView around) {
        if (everything) {
            return around.inside;
        }
        if (around.hasRounds()) {
            StepView last = around.inside.get(around.inside.size() - 1);
            return around.inside.stream().filter(it -> it == last || it.isTrouble()).toList();
        }
        if (!around.isCounted()) {
            return around.inside;
        }
        Stream<StepView> troubled = around.inside.stream().filter(StepView::isTrouble);
        Stream<StepView> retrying = around.inside.stream().filter(StepView::isRetrying);
        Stream<StepView> active =
                around.inside.stream().filter(it -> it.isActive() && !it.isRetrying());
        return Stream.of(troubled, retrying, active).flatMap(it -> it).toList();
    }

    private static int rank(StepRow row) {
        StepView step = row.step();
        if (step.isTrouble() || step.isRetrying()) {
            return 0;
        }
        if (step.isActive()) {
            return 1;
        }
        if (row.depth() > 0) {
            return 4;
        }
        return step.status() == StepStatus.PENDING ? 2 : 3;
    }

    /** A step is shown together with those around it, or not at all. */
    private void choose(StepView step, Set<StepView> chosen) {
        List<StepView> needed = new ArrayList<>();
        for (StepView each = step; each.parent != null; each = each.parent) {
            if (!chosen.contains(each)) {
                needed.add(each);
            }
        }
        if (chosen.size() + needed.size() <= limit) {
            chosen.addAll(needed);
        }
    }

    /** How many steps of the tree there are. */
    static int count(StepView around) {
        int count = around.inside.size();
        for (StepView each : around.inside) {
            count += count(each);
        }
        return count;
    }
}
