package io.gorgon.cli;

import io.gorgon.workflow.plan.CostRange;
import io.gorgon.workflow.plan.PlannedStep;
import io.gorgon.workflow.plan.Range;
import io.gorgon.workflow.plan.RunPlan;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Shows what a run would do and cost. */
final class PlanTable {

    private static final BigDecimal SMALLEST = new BigDecimal("0.01");

    private final RunPlan plan;

    PlanTable(RunPlan plan) {
        this.plan = plan;
    }

    void print(PrintStream stream, Style style) {
        stream.println(style.bold("Plan of " + plan.workflow()));
        TextTable table =
                new TextTable(
                        "STEP", "TYPE", "RUNS", "TIER", "MODEL", "CALLS", "TOKENS", "COST (USD)");
        plan.steps().forEach(step -> addRow(table, step));
        table.print(stream, style);
        stream.println(
                "Together "
                        + number(plan.calls())
                        + " calls, "
                        + number(plan.tokens())
                        + " tokens of "
                        + RunWords.tokens(plan.tokenBudget())
                        + ", cost "
                        + cost(plan.cost())
                        + " USD, without new tries after failures");
        if (plan.cannotFit()) {
            stream.println("The token budget is too small: the run will be paused.");
        } else if (plan.mayNotFit()) {
            stream.println("The token budget may be too small: the run would be paused then.");
        }
        list(stream, "Waits for a person: ", plan.approvals());
        list(stream, "Sends to: ", plan.endpoints());
        list(stream, "Starts: ", plan.commands());
        list(stream, "Calls tools: ", plan.tools());
        list(stream, "Runs workflows, not counted here: ", plan.subWorkflows());
        stream.println();
        stream.flush();
    }

    private static void addRow(TextTable table, PlannedStep step) {
        PlannedStep.Call call = step.call();
        table.row(
                "  ".repeat(step.depth()) + step.id().substring(step.id().lastIndexOf('.') + 1),
                step.type(),
                number(step.runs()),
                call == null ? null : call.tier().label(),
                call == null ? null : model(call),
                number(step.calls()),
                number(step.tokens()),
                cost(step.cost()));
    }

    private static String model(PlannedStep.Call call) {
        if (call.provider() == null) {
            return RunWords.UNKNOWN;
        }
        return call.provider() + "/" + (call.model() == null ? RunWords.UNKNOWN : call.model());
    }

    private static void list(PrintStream stream, String title, List<String> things) {
        if (!things.isEmpty()) {
            stream.println(title + String.join(", ", things));
        }
    }

    private static String number(Range range) {
        if (range.most() == null) {
            return RunWords.tokens(range.least()) + " or more";
        }
        String least = RunWords.tokens(range.least());
        String most = RunWords.tokens(range.most());
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String cost(CostRange range) {
        if (range.most() == null) {
            return range.least().signum() == 0
                    ? RunWords.UNKNOWN
                    : dollars(range.least()) + " to ?";
        }
        String least = dollars(range.least());
        String most = dollars(range.most());
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String dollars(BigDecimal amount) {
        return amount.signum() > 0 && amount.compareTo(SMALLEST) < 0
                ? "<0.01"
                : amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
