package io.gorgon.cli;

import io.gorgon.llm.http.NetworkContacts;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what the Triumvirate has decided, what it took, and what was contacted for it. */
final class DemoVerdict {

    private final Surroundings surroundings;

    DemoVerdict(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The verdict of a run; empty when it came to none. */
    static Map<?, ?> verdict(RunResult result) {
        return result.outputs().get("verdict") instanceof Map<?, ?> verdict ? verdict : Map.of();
    }

    static List<?> votes(RunResult result) {
        return verdict(result).get("votes") instanceof List<?> votes ? votes : List.of();
    }

    /** Whether at least one voter has voted clearly. */
    static boolean isHeard(RunResult result) {
        return votes(result).stream().anyMatch(vote -> ((Map<?, ?>) vote).get("error") == null);
    }

    /** Why nobody was heard, in the words of the first one that failed. */
    static String failure(RunResult result) {
        return votes(result).stream()
                .map(vote -> ((Map<?, ?>) vote).get("error"))
                .filter(error -> error != null)
                .map(String::valueOf)
                .findFirst()
                .orElse(result.error());
    }

    void print(RunResult result, boolean mock) {
        Map<?, ?> verdict = verdict(result);
        Style style = surroundings.outStyle();
        String decision = String.valueOf(verdict.get("decision")).replace('_', ' ');
        surroundings.out().println();
        HardwareCommand.line(
                surroundings,
                "Verdict",
                (mock ? style.yellow("[mock] ") : "")
                        + style.bold(decision)
                        + " ("
                        + verdict.get("level")
                        + "): "
                        + verdict.get("approve_count")
                        + " approved, "
                        + verdict.get("reject_count")
                        + " rejected, "
                        + verdict.get("abstain_count")
                        + " abstained");
        TextTable table =
                new TextTable("VOTER", "VOTE", "SURE", "PROVIDER", "MODEL", "TOKENS", "TIME");
        votes(result).forEach(vote -> row(table, (Map<?, ?>) vote, result.steps()));
        table.print(surroundings.out(), style);
        for (Object each : votes(result)) {
            Map<?, ?> vote = (Map<?, ?>) each;
            Object why = vote.get("error") == null ? vote.get("reason") : vote.get("error");
            if (why != null) {
                surroundings
                        .out()
                        .println("  " + vote.get("voter") + ": " + Untrusted.line("" + why));
            }
        }
        HardwareCommand.line(
                surroundings,
                "Used",
                RunWords.tokens(result.usage().tokens(), result.usage().estimated())
                        + " tokens, $"
                        + RunWords.cost(result.usage())
                        + ", "
                        + RunWords.time(result.duration()));
    }

    private static void row(TextTable table, Map<?, ?> vote, List<StepResult> steps) {
        String voter = String.valueOf(vote.get("voter"));
        StepResult step =
                steps.stream()
                        .filter(each -> each.path().endsWith("/" + voter))
                        .findFirst()
                        .orElse(null);
        boolean answered = step != null && step.provider() != null;
        table.row(
                voter,
                String.valueOf(vote.get("decision")),
                vote.get("confidence") instanceof Number sure
                        ? String.format(Locale.ROOT, "%.2f", sure.doubleValue())
                        : null,
                answered ? step.provider() : null,
                answered ? step.model() : null,
                answered ? RunWords.tokens(step.usage().tokens(), step.usage().estimated()) : null,
                step == null ? null : step.duration().toMillis() + " ms");
    }

    /** The proof that nothing has left the machine. */
    void printNetwork(NetworkContacts contacts) {
        String reached =
                contacts.thisMachine().isEmpty()
                        ? "nothing was contacted"
                        : "contacted: "
                                + String.join(", ", contacts.thisMachine())
                                + ", this machine";
        String elsewhere =
                contacts.elsewhere().isEmpty()
                        ? "other addresses: none"
                        : "OTHER ADDRESSES: " + String.join(", ", contacts.elsewhere());
        String refused =
                contacts.refused().isEmpty()
                        ? "refused: none"
                        : "refused before anything was sent: "
                                + String.join(", ", contacts.refused());
        HardwareCommand.line(surroundings, "Network", reached + "; " + elsewhere + "; " + refused);
    }
}
