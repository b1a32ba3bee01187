package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows a person what a run waits for, and how to answer. */
final class ApprovalPrinter {

    /** More of one value is not read on a terminal; {@code gorgon show} has the whole. */
    private static final int MOST_LINES = 30;

    private static final int MOST_CHARACTERS = 4_000;
    private static final String INDENT = "  ";

    private final GorgonCommand gorgon;
    private final ShownTime time = new ShownTime(Clock.systemDefaultZone());
    private final PrintStream err;
    private final Style style;

    ApprovalPrinter(GorgonCommand gorgon) {
        this.gorgon = gorgon;
        this.err = gorgon.surroundings().err();
        this.style = gorgon.surroundings().errStyle();
    }

    void print(String runId, List<OpenApproval> approvals) {
        approvals.forEach(approval -> print(runId, approval));
    }

    private void print(String runId, OpenApproval approval) {
        String kind =
                approval.kind() == ApprovalRecord.Kind.IN_DOUBT
                        ? " was being done when its process ended; may it be done once more?"
                        : " waits for a person:";
        err.println(style.yellow("approval: ") + "step '" + approval.step() + "'" + kind);
        lines(approval.prompt()).forEach(line -> err.println(INDENT + style.bold(line)));
        for (Map.Entry<String, Object> shown : approval.preview().entrySet()) {
            err.println(INDENT + style.dim(Untrusted.line(shown.getKey()) + ":"));
            lines(RunSummary.text(shown.getValue()))
                    .forEach(line -> err.println(INDENT + INDENT + line));
        }
        err.println("Until " + time.whole(approval.expires()) + ":");
        if (approval.token() == null) {
            err.println(
                    INDENT
                            + "The token was shown when the run stopped. If it is lost: "
                            + gorgon.hint("resume " + runId + " --new-token"));
            return;
        }
        err.println(INDENT + gorgon.hint("approve " + approval.token()));
        err.println(INDENT + gorgon.hint("reject " + approval.token()));
    }

    /** Without what would move the cursor or colour the terminal: it may be a model's text. */
    private static List<String> lines(String text) {
        String shown = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        List<String> all = Untrusted.lines(shown);
        boolean cut = all.size() > MOST_LINES || shown.length() < text.length();
        List<String> kept = new ArrayList<>(all.subList(0, Math.min(MOST_LINES, all.size())));
        if (cut) {
            kept.add("[…]");
        }
        return kept;
    }
}
