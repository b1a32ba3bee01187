package io.gorgon.workflow.plan;

import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a run would do and cost. Nothing is asked of anybody for it. Immutable.
 *
 * @param workflow its name
 * @param steps in the order of the file, each before those inside it
 * @param calls of models, without new tries after failures
 * @param tokens of all calls
 * @param cost of all calls
 * @param tokenBudget the most tokens that a run may use
 * @param tokensLostInCrash the most tokens that are in doubt after a crash: those reserved by all
 *     calls that can run at the same time; null when there is no telling
 * @param approvals the steps that wait for a person
 * @param endpoints that a run would send to, without their parameters
 * @param commands that a run would start, as the file has them
 * @param tools of MCP servers that a run would call, as in {@code github/create_issue}
 * @param subWorkflows that a run would start; their calls are not counted
 */
public record RunPlan(
        String workflow,
        List<PlannedStep> steps,
        Range calls,
        Range tokens,
        CostRange cost,
        long tokenBudget,
        Long tokensLostInCrash,
        List<String> approvals,
        List<String> endpoints,
        List<String> commands,
        List<String> tools,
        List<String> subWorkflows) {

    public RunPlan {
        steps = List.copyOf(steps);
        approvals = List.copyOf(approvals);
        endpoints = List.copyOf(endpoints);
        commands = List.copyOf(commands);
        tools = List.copyOf(tools);
        subWorkflows = List.copyOf(subWorkflows);
    }

    /**
     * @param workflow has been checked
     * @param inputs the values of its inputs, as far as they are known
     * @param tierOfRole the tier of a role; never gives null
     * @param day the day (UTC) whose prices apply
     */
    public static RunPlan of(
            Workflow workflow,
            StepTypes types,
            GorgonConfig config,
            Map<String, Object> inputs,
            Function<String, ModelTier> tierOfRole,
            LocalDate day) {
        CallPlanner calls =
                new CallPlanner(
                        types,
                        new LikelyModel(config),
                        config.prices(),
                        new KnownTexts(workflow, inputs),
                        tierOfRole,
                        day);
        return new PlanBuilder(calls, inputs).build(workflow);
    }

    /** Whether a run may need more tokens than it is allowed; it is paused then. */
    public boolean mayNotFit() {
        return tokens.most() == null || tokens.most() > tokenBudget;
    }

    /** Whether even the smallest run needs more tokens than it is allowed. */
    public boolean cannotFit() {
        return tokens.least() > tokenBudget;
    }
}
