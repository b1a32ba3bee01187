package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.EventRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.StepUsage;
import java.time.Duration;
import java.util.List;

/**
 * A run as one page, for tickets and audits. It needs nothing from anywhere and no script, and its
 * content security policy forbids a browser to fetch or run anything.
 */
final class RunPage {

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,'DejaVu Sans',sans-serif;
            margin:2rem auto;max-width:76rem;padding:0 1.5rem;line-height:1.45;color:#1c2430;background:#fff}
            h1{font-size:1.6rem;margin-bottom:.3rem}
            h2{font-size:1.15rem;margin-top:2rem}
            figure{margin:1rem 0;overflow-x:auto}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d5dbe3;
            overflow-wrap:anywhere}
            th{white-space:nowrap}
            td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
            td.p{white-space:pre-wrap}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.95rem}
            dt{font-weight:600}
            dd{margin:0;overflow-wrap:anywhere}
            details{border-bottom:1px solid #d5dbe3;padding:.35rem .2rem}
            summary{cursor:pointer;overflow-wrap:anywhere}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f5f8;padding:.7rem;border-radius:6px;
            font-size:.85rem}
            code{font-size:.95em}
            @media (prefers-color-scheme:dark){
            body{color:#e6eaf0;background:#0f1318}
            th,td,details{border-color:#333d4a}
            pre{background:#1a2029}
            }
            """;

    private final RunSnapshot snapshot;
    private final RunRecord run;
    private final ShownTime time;
    private final PageText html = new PageText();

    private RunPage(RunSnapshot snapshot) {
        this.snapshot = snapshot;
        this.run = snapshot.run();
        this.time = new ShownTime(snapshot.clock());
    }

    /** A whole page; ends with a line break. */
    static String of(RunSnapshot snapshot) {
        return new RunPage(snapshot).build();
    }

    private String build() {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                        + " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<title>").text(run.name() + " " + run.runId()).raw("</title>\n");
        html.raw("<style>\n" + STYLE + RunGantt.STYLE + "</style>\n</head>\n<body>\n");
        html.raw("<h1>").text(run.name()).raw("</h1>\n");
        header();
        approvals();
        steps();
        html.raw("<h2>Time</h2>\n<figure>\n").raw(RunGantt.of(snapshot)).raw("</figure>\n");
        events();
        calls();
        html.raw("</body>\n</html>\n");
        return html.toString();
    }

    private void header() {
        html.raw("<dl>\n");
        fact("Run", run.runId());
        fact("Workflow", run.workflow());
        fact("Hash of its text", run.hash());
        fact("Status", RunWords.status(snapshot.status()));
        Explanation explanation = RunExplainer.explain(snapshot);
        fact("In words", explanation.text());
        if (!explanation.commands().isEmpty()) {
            fact("Goes on with", String.join(" or ", explanation.commands()));
        }
        fact("Started", time.whole(run.started()));
        fact("Finished", run.finished() == null ? null : time.whole(run.finished()));
        fact("Duration", RunWords.time(snapshot.time()));
        fact("Worked on", run.active() == null ? null : RunWords.time(run.active()));
        fact("Owner", run.owner());
        fact("Application", run.origin());
        fact("Start key", run.startKey());
        fact("Forked from", run.forkedFrom());
        fact("Resumed", run.resumes() == 0 ? null : run.resumes() + " times");
        fact("Tokens", tokens());
        fact("Cost", cost(RunWords.cost(snapshot.usage(), snapshot.knownCost())));
        if (run.inDoubtTokens() > 0) {
            StepUsage doubt = new StepUsage(run.inDoubtTokens(), 0, run.inDoubtUsd(), true);
            String usd = cost(RunWords.cost(doubt));
            fact("In doubt", RunWords.tokens(doubt.tokens(), true) + " tokens, " + usd);
        }
        if (run.savedTokens() > 0) {
            fact("Saved by journal", RunWords.spent(run.savedTokens(), run.savedUsd()));
        }
        fact("Error", run.error());
        fact("As of", time.whole(snapshot.now()));
        html.raw("</dl>\n");
    }

    private String tokens() {
        String used = RunWords.tokens(run.tokens(), snapshot.usage().estimated());
        return snapshot.tokenLimit() > 0
                ? used + " of " + RunWords.tokens(snapshot.tokenLimit())
                : used;
    }

    private static String cost(String amount) {
        return amount.startsWith(RunWords.UNKNOWN) ? "unknown" : amount + " USD";
    }

    private void fact(String name, String value) {
        if (value != null) {
            html.raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>\n");
        }
    }

    private void approvals() {
        if (snapshot.approvals().isEmpty()) {
            return;
        }
        html.head("Decisions", "Step", "Question", "Asked", "Decision", "By", "At", "Comment");
        for (ApprovalRecord each : snapshot.approvals()) {
            boolean open = each.state() == ApprovalRecord.State.PENDING;
            String until =
                    open && each.expires() != null
                            ? "open until " + time.whole(each.expires())
                            : each.state().label();
            html.raw("<tr>").cell(each.path());
            html.raw("<td class=\"p\">").text(each.prompt()).raw("</td>");
            html.cell(time.whole(each.requested())).cell(until).cell(each.decidedBy());
            html.cell(each.decidedAt() == null ? null : time.whole(each.decidedAt()));
            html.raw("<td class=\"p\">").text(each.comment()).raw("</td></tr>\n");
        }
        html.endOfTable();
    }

    private void steps() {
        List<StepRow> rows = StepRows.all(snapshot.now()).of(JournaledSteps.root(snapshot));
        html.head(
                "Steps", "Step", "Type", "State", "Tries", "Model", "In", "Out", "Cost", "Time",
                "Note");
        for (StepRow row : rows) {
            String type = row.step().result == null ? "" : row.step().result.type();
            html.raw("<tr>").cell(row.step().path).cell(type).cell(row.state());
            html.numberCell(row.tries()).cell(row.model());
            html.numberCell(row.input()).numberCell(row.output()).numberCell(row.cost());
            html.numberCell(row.time()).cell(row.note()).raw("</tr>\n");
        }
        html.endOfTable();
    }

    private void events() {
        if (snapshot.events().isEmpty()) {
            return;
        }
        html.head("Events", "At", "Event", "Step", "By", "");
        for (EventRecord each : snapshot.events()) {
            html.raw("<tr>").cell(time.whole(each.at())).cell(RunWords.status(each.type()));
            html.cell(each.path()).cell(each.actor()).cell(each.text()).raw("</tr>\n");
        }
        html.endOfTable();
    }

    private void calls() {
        if (snapshot.calls().isEmpty()) {
            return;
        }
        html.raw("<h2>Calls of models</h2>\n");
        if (!run.textsKept()) {
            html.raw("<p>The prompts and answers of this run are not kept.</p>\n");
        }
        for (CallEntry call : snapshot.calls()) {
            html.raw("<details>\n<summary>").text(CallTexts.title(call)).raw("</summary>\n");
            html.raw("<p>").text(facts(call)).raw("</p>\n");
            text("Prompt", CallTexts.promptText(call.prompt()));
            text("Answer", call.answer());
            html.raw("</details>\n");
        }
    }

    private String facts(CallEntry call) {
        String until =
                call.finished() == null
                        ? "has no end"
                        : "took " + Words.duration(millis(call)) + ", " + usage(call);
        return "Call " + call.id() + ", begun " + time.whole(call.started()) + ", " + until + ".";
    }

    private static long millis(CallEntry call) {
        return Math.max(0, Duration.between(call.started(), call.finished()).toMillis());
    }

    private static String usage(CallEntry call) {
        if (call.state() == CallEntry.State.IN_DOUBT) {
            return "may have used up to " + RunWords.tokens(call.inDoubtTokens()) + " tokens";
        }
        return RunWords.tokens(call.inputTokens())
                + " tokens in, "
                + RunWords.tokens(call.outputTokens())
                + " out";
    }

    private void text(String title, String text) {
        if (text != null) {
            html.raw("<h3>" + title + "</h3>\n<pre>").text(text).raw("</pre>\n");
        }
    }
}
