package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.WorkflowSettings;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.List;
import java.util.Set;

/** Steps that run at the same time. */
public final class ParallelStepType implements StepType {

    private static final String STEPS = "steps";

    @Override
    public String name() {
        return "parallel";
    }

    @Override
    public String description() {
        return "Runs its steps at the same time, each as soon as the steps that it depends on are"
                + " done.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .steps(STEPS, 0, "The steps; their depends_on names steps of this list.")
                .choice(
                        "strategy",
                        "Accepted and without effect.",
                        "threading",
                        "asyncio",
                        "process")
                .count(
                        "max_workers",
                        1,
                        WorkflowSettings.DEFAULT_WORKERS,
                        "How many steps run at a time.")
                .flag("fail_fast", false, "Whether one failed step fails the whole.")
                .flag(
                        "rate_limit",
                        true,
                        "Accepted and without effect: providers have their limits.")
                .count("anthropic_concurrent", 1, "Accepted and without effect.")
                .count("openai_concurrent", 1, "Accepted and without effect.")
                .required(STEPS)
                .build();
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block(STEPS, Block.Kind.PARALLEL, false, true, Set.of(), true));
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(
                "parallel_results",
                "successful",
                "failed",
                "cancelled",
                "tokens_used",
                "duration_ms",
                "total_retries");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        if (step.block(STEPS).isEmpty()) {
            ObjectNode nothing = JsonNodeFactory.instance.objectNode();
            nothing.putObject("parallel_results");
            nothing.put("tokens_used", 0);
            return steps.add(route.setBody(route.structure(nothing)));
        }
        int workers = ParamsSchema.count(step, "max_workers", WorkflowSettings.DEFAULT_WORKERS);
        boolean failFast = ParamsSchema.flag(step, "fail_fast");
        return steps.add(route.parallel(step, step.block(STEPS), workers, failFast));
    }
}
