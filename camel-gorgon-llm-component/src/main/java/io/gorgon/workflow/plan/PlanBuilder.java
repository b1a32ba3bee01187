package io.gorgon.workflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowSettings;
import io.gorgon.workflow.step.EndpointName;
import io.gorgon.workflow.type.ApprovalStepType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goes through the steps of one workflow. */
final class PlanBuilder {

    private static final int CONCURRENT_ITEMS = 5;

    private final CallPlanner planner;
    private final RunCounts counts;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<String> approvals = new ArrayList<>();
    private final List<String> endpoints = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> tools = new ArrayList<>();
    private final List<String> subWorkflows = new ArrayList<>();

    PlanBuilder(CallPlanner planner, Map<String, Object> inputs) {
        this.planner = planner;
        this.counts = new RunCounts(inputs);
    }

    RunPlan build(Workflow workflow) {
        WorkflowSettings settings = workflow.settings();
        int workers = settings.autoParallel() ? settings.maxWorkers() : 1;
        Long reserved = all(workflow.steps(), "", 0, Range.ONE, workers);
        Range calls = Range.ZERO;
        Range tokens = Range.ZERO;
        CostRange cost = CostRange.NOTHING;
        for (PlannedStep step : steps) {
            calls = calls.plus(step.calls());
            tokens = tokens.plus(step.tokens());
            cost = cost.plus(step.cost());
        }
        return new RunPlan(
                workflow.name(),
                steps,
                calls,
                tokens,
                cost,
                workflow.tokenBudget(),
                reserved,
                approvals,
                endpoints,
                commands,
                tools,
                subWorkflows);
    }

    /**
     * @param workers how many of the steps may run at the same time
     * @return the most tokens that they reserve at a time; null when there is no telling
     */
    private Long all(List<Step> inside, String around, int depth, Range runs, int workers) {
        List<Long> reservations = new ArrayList<>();
        boolean known = true;
        for (Step step : inside) {
            Long reserved = one(step, around, depth, runs);
            known &= reserved != null;
            reservations.add(reserved == null ? 0 : reserved);
        }
        if (!known) {
            return null;
        }
        return reservations.stream()
                .sorted((a, b) -> Long.compare(b, a))
                .limit(workers)
                .mapToLong(Long::longValue)
                .sum();
    }

    private Long one(Step step, String around, int depth, Range outerRuns) {
        Range runs = step.condition() == null ? outerRuns : outerRuns.orNothing();
        String id = around + step.id();
        PlannedStep.Call call = planner.of(step);
        boolean other = step.type().equals("sub_workflow");
        Range calls = call == null ? Range.ZERO : runs;
        Range tokens = call == null ? Range.ZERO : call.tokens().times(runs);
        CostRange cost = call == null ? CostRange.NOTHING : call.cost().times(runs);
        if (other) {
            calls = Range.atLeast(0);
            tokens = Range.atLeast(0);
            cost = CostRange.UNKNOWN;
        }
        steps.add(new PlannedStep(id, depth, step.type(), runs, call, calls, tokens, cost));
        touch(step, id);
        Long reserved = other ? null : reservation(call);
        for (Map.Entry<String, List<Step>> block : step.blocks().entrySet()) {
            Range inside = counts.of(step, block.getKey()).times(runs);
            Long each = all(block.getValue(), id + ".", depth + 1, inside, workers(step));
            Long together = each == null ? null : (Long) (each * items(step));
            reserved = larger(reserved, together);
        }
        if (step.fallback() != null && step.fallback().step() != null) {
            List<Step> fallback = List.of(step.fallback().step());
            reserved =
                    larger(
                            reserved,
                            all(fallback, id + ".fallback.", depth + 1, runs.orNothing(), 1));
        }
        return reserved;
    }

    private static Long larger(Long a, Long b) {
        return a == null || b == null ? null : (Long) Math.max(a, b);
    }

    private static Long reservation(PlannedStep.Call call) {
        return call == null ? (Long) 0L : call.tokens().most();
    }

    private static int workers(Step step) {
        return step.type().equals("parallel")
                ? step.params().path("max_workers").asInt(WorkflowSettings.DEFAULT_WORKERS)
                : 1;
    }

    /** How many items of a list are worked on at the same time. */
    private long items(Step step) {
        boolean each = step.type().equals("fan_out") || step.type().equals("map_reduce");
        if (!each) {
            return 1;
        }
        int limit = step.params().path("max_concurrent").asInt(CONCURRENT_ITEMS);
        Long known = counts.items(step.params().path("items")).most();
        return known == null ? limit : Math.min(limit, Math.max(1, known));
    }

    private void touch(Step step, String id) {
        if (ApprovalStepType.waitsForPerson(step)) {
            approvals.add(id);
        }
        switch (step.type()) {
            case "to" -> add(endpoints, EndpointName.of(step.text("uri")));
            case "shell" -> add(commands, step.text("command"));
            case "mcp_tool" -> add(tools, step.text("server") + "/" + step.text("tool"));
            case "sub_workflow" -> add(subWorkflows, step.text("workflow"));
            default -> {
                JsonNode callback = step.params().path("callback");
                if (callback.isTextual()) {
                    add(endpoints, EndpointName.of(callback.textValue()));
                }
            }
        }
    }

    private static void add(List<String> list, String text) {
        if (text != null && !list.contains(text)) {
            list.add(text);
        }
    }
}
