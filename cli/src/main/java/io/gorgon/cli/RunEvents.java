package io.gorgon.cli;

import io.gorgon.journal.EventRecord;
import io.gorgon.journal.StepRecord;
import java.util.ArrayList;
import java.util.List;

/** What happened to a run as a whole, a line each; a death and what came after it in one. */
final class RunEvents {

    private static final String INTERRUPTED = "interrupted";
    private static final String RESUMED = "resumed";
    private static final String IN_DOUBT = "in_doubt";

    private final RunSnapshot snapshot;
    private final Signs signs;
    private final ShownTime time;

    RunEvents(RunSnapshot snapshot, Signs signs) {
        this.snapshot = snapshot;
        this.signs = signs;
        this.time = new ShownTime(snapshot.clock());
    }

    /** Oldest first; the start is in the header already. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<EventRecord> events = snapshot.events();
        int lastResumed = last(RESUMED);
        for (int i = 0; i < events.size(); i++) {
            EventRecord event = events.get(i);
            if (event.type().equals("started") || event.type().equals(IN_DOUBT) && i > 0) {
                continue;
            }
            if (event.type().equals(INTERRUPTED) && resumedAfter(i)) {
                continue;
            }
            lines.add(event.type().equals(RESUMED) ? resumed(i, i == lastResumed) : plain(event));
        }
        return lines;
    }

    private boolean resumedAfter(int index) {
        for (EventRecord event : snapshot.events().subList(index + 1, snapshot.events().size())) {
            if (event.type().equals(RESUMED)) {
                return true;
            }
            if (!event.type().equals(IN_DOUBT)) {
                return false;
            }
        }
        return false;
    }

    private int last(String type) {
        int last = -1;
        for (int i = 0; i < snapshot.events().size(); i++) {
            last = snapshot.events().get(i).type().equals(type) ? i : last;
        }
        return last;
    }

    private String resumed(int index, boolean last) {
        List<EventRecord> events = snapshot.events();
        List<String> parts = new ArrayList<>();
        int doubts = 0;
        for (int i = index - 1; i >= 0 && isOfDeath(events.get(i)); i--) {
            if (events.get(i).type().equals(INTERRUPTED)) {
                parts.add("process died " + time.at(events.get(i).at()));
            } else {
                doubts++;
            }
        }
        for (int i = index + 1; i < events.size() && events.get(i).type().equals(IN_DOUBT); i++) {
            doubts++;
        }
        EventRecord event = events.get(index);
        String by = event.actor() == null ? "" : " by " + Untrusted.line(event.actor());
        parts.add("resumed " + time.at(event.at()) + by);
        long reused = snapshot.steps().stream().filter(StepRecord::reused).count();
        if (last && reused > 0) {
            parts.add(Words.count(reused, "step") + " from journal");
        }
        if (doubts > 0) {
            parts.add(doubts + " in doubt");
        }
        return String.join(signs.dot(), parts);
    }

    private static boolean isOfDeath(EventRecord event) {
        return event.type().equals(INTERRUPTED) || event.type().equals(IN_DOUBT);
    }

    private String plain(EventRecord event) {
        return time.at(event.at()) + " " + words(event);
    }

    /** The event without its time. */
    static String words(EventRecord event) {
        StringBuilder line = new StringBuilder(RunWords.status(event.type()));
        if (event.path() != null) {
            line.append(' ').append(Untrusted.line(event.path()));
        }
        if (event.actor() != null) {
            line.append(" by ").append(Untrusted.line(event.actor()));
        }
        if (event.text() != null && !event.text().isBlank()) {
            line.append(": ").append(Untrusted.line(event.text()));
        }
        return line.toString();
    }
}
