package io.gorgon.cli;

import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.run.StepStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which budget a run is paused by, and how to go on. */
final class BudgetExplainer {

    private static final long ROUND = 1_000;
    private static final String SHORTAGE = "the budget of ";

    /** The sentence of a budget of money has its limit in dollars. */
    private static final String OF_MONEY = "limit $";

    private static final Pattern WANTED = Pattern.compile("wanted (\\d{1,12}) tokens");

    private final RunSnapshot snapshot;
    private final RunRecord run;

    BudgetExplainer(RunSnapshot snapshot) {
        this.snapshot = snapshot;
        this.run = snapshot.run();
    }

    Explanation explain() {
        List<String> sentences = new ArrayList<>();
        String error = Untrusted.line(run.error());
        sentences.add(
                "It is paused since "
                        + new ShownTime(snapshot.clock()).at(run.changed())
                        + (error.isEmpty()
                                ? ", as a budget is used up."
                                : ": " + RunExplainer.sentence(error)));
        sentences.add("It has used " + used() + ".");
        sentences.add("Nothing is lost, and what was spent stays spent.");
        return new Explanation(sentences, commands(error, sentences), run.changed(), null);
    }

    private List<String> commands(String error, List<String> sentences) {
        if (!isOfRun(error)) {
            sentences.add(
                    "It is not the run's own budget, so --add-tokens does not help: it goes on when"
                            + " that budget has room again.");
            return List.of(snapshot.command("resume", ""));
        }
        String tokens = snapshot.command("resume", "--add-tokens " + moreTokens(error));
        String usd = snapshot.command("resume", "--add-usd " + moreUsd());
        return error.contains(OF_MONEY) ? List.of(usd, tokens) : List.of(tokens, usd);
    }

    /** By the sentence of the shortage; what has no such sentence is the run's own. */
    private static boolean isOfRun(String error) {
        return !error.startsWith(SHORTAGE) || error.startsWith(SHORTAGE + "run '");
    }

    private String used() {
        String limit =
                snapshot.tokenLimit() > 0
                        ? "; its own budget is "
                                + RunWords.tokens(snapshot.tokenLimit())
                                + " tokens"
                        : "";
        String doubt =
                run.inDoubtTokens() > 0
                        ? ", and up to "
                                + RunWords.spent(run.inDoubtTokens(), run.inDoubtUsd())
                                + " more are in doubt"
                        : "";
        return RunWords.spent(run.tokens(), run.costUsd()) + doubt + limit;
    }

    /** What the next call lacks, and what the rest may need when it is like what is done. */
    private long moreTokens(String error) {
        Matcher wanted = WANTED.matcher(error);
        long missing =
                wanted.find()
                        ? run.tokens()
                                + run.inDoubtTokens()
                                + Long.parseLong(wanted.group(1))
                                - snapshot.tokenLimit()
                        : 0;
        long rest = Math.max(Math.round(run.tokens() * rest() * 1.5), snapshot.tokenLimit() / 5);
        long thousands = (Math.max(0, missing) + rest + ROUND - 1) / ROUND;
        return Math.max(1, thousands) * ROUND;
    }

    private String moreUsd() {
        BigDecimal cost = run.costUsd() == null ? BigDecimal.ONE : run.costUsd();
        BigDecimal wanted =
                cost.multiply(BigDecimal.valueOf(rest() * 1.5)).setScale(0, RoundingMode.UP);
        return wanted.max(BigDecimal.ONE).toPlainString();
    }

    /** How many steps are to be done for each one that is done. */
    private double rest() {
        StepView root = JournaledSteps.root(snapshot);
        long done = root.inside.stream().filter(it -> it.status() == StepStatus.SUCCESS).count();
        long open = root.inside.size() - done;
        return Math.max(1, open) / (double) Math.max(1, done);
    }
}
