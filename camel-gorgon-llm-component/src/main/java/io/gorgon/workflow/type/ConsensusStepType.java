package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.consensus.Verdict;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepChecks;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets a panel vote on an operation. */
public final class ConsensusStepType implements ActionStepType {

    /** The word in {@code type:}. */
    public static final String NAME = "consensus";

    private static final String OPERATION = "operation";
    private static final String CONTEXT = "context";
    private static final String LEVEL = "level";
    private static final String PANEL = "panel";
    private static final String ROLE = "role";
    private static final String CAPABILITY = "capability";
    private static final String ON_REJECT = "on_reject";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Lets a panel vote on an operation before it is done.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .filledText(
                        OPERATION,
                        "What is going to be done, as concretely as it is known; placeholders are"
                                + " filled in.")
                .text(CONTEXT, "The task that it serves; placeholders are filled in.")
                .choice(
                        LEVEL,
                        "How many have to approve; majority by default. The role can raise it.",
                        ConsensusLevel.labels().toArray(new String[0]))
                .word(PANEL, "Who votes; the Triumvirate by default.")
                .word(ROLE, "The agent in whose name it is done; it can raise the level.")
                .word(CAPABILITY, "What of the agent's skills it uses; it can raise the level.")
                .choice(
                        ON_REJECT,
                        "Whether the step fails when the operation is not approved, or the run"
                                + " goes on with the verdict; fail by default.",
                        "fail",
                        "continue")
                .required(OPERATION)
                .build();
    }

    /** The votes are paid for, and each is written down by itself. */
    @Override
    public StepClass stepClass() {
        return StepClass.PURE;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of(
                "approved",
                LEVEL,
                "decision",
                "approve_count",
                "reject_count",
                "abstain_count",
                "requires_user_confirmation",
                "votes",
                StepConsensus.VERDICT);
    }

    @Override
    public Set<String> literalParams() {
        return Set.of(LEVEL, PANEL, ROLE, CAPABILITY, ON_REJECT);
    }

    @Override
    public Set<String> sets(Step step) {
        return Set.of(StepConsensus.VERDICT);
    }

    @Override
    public List<StepProblem> check(Step step, StepChecks checks) {
        return PanelCheck.unknown(step.text(PANEL), "/params/panel", checks);
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        ObjectNode ballot = JsonNodeFactory.instance.objectNode();
        ballot.set(OPERATION, step.params().path(OPERATION));
        if (step.params().hasNonNull(CONTEXT)) {
            ballot.set(CONTEXT, step.params().get(CONTEXT));
        }
        Map<String, Object> options = new LinkedHashMap<>();
        ConsensusLevel level = level(step);
        options.put(LEVEL, level.label());
        StepConsensus own = step.consensus();
        String panel = step.text(PANEL) == null && own != null ? own.panel() : step.text(PANEL);
        boolean continues =
                step.text(ON_REJECT) == null && own != null
                        ? Boolean.TRUE.equals(own.continues())
                        : "continue".equals(step.text(ON_REJECT));
        put(options, PANEL, panel);
        put(options, ROLE, step.text(ROLE));
        put(options, CAPABILITY, step.text(CAPABILITY));
        put(options, "onReject", continues ? "continue" : null);
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(route.setBody(route.structure(ballot)));
        return steps.add(route.to("gorgon-step:" + NAME, options));
    }

    private static void put(Map<String, Object> options, String name, String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    /** What a step of this type says itself. */
    static ConsensusLevel level(Step step) {
        ConsensusLevel level =
                step.text(LEVEL) == null
                        ? ConsensusLevel.MAJORITY
                        : ConsensusLevel.of(step.text(LEVEL));
        return step.consensus() == null ? level : level.raisedTo(step.consensus().level());
    }

    @Override
    public Object run(StepCall call) {
        Map<?, ?> params = (Map<?, ?>) call.input();
        Object operation = params.get(OPERATION);
        if (operation == null || String.valueOf(operation).isBlank()) {
            throw new PermanentFailure("there is nothing to vote on: 'operation' is empty");
        }
        Object context = params.get(CONTEXT);
        Ballot ballot =
                new Ballot(
                        String.valueOf(operation),
                        context == null ? null : String.valueOf(context));
        Map<String, String> options = call.options();
        ConsensusLevel written = ConsensusLevel.of(options.get(LEVEL));
        ConsensusLevel level =
                call.config()
                        .agents()
                        .voteFor(options.get(ROLE), options.get(CAPABILITY), written)
                        .orElse(written);
        Verdict verdict = call.vote(ballot, level, options.get(PANEL));
        if (verdict.requiresUserConfirmation()) {
            verdict = VoteConfirmation.after(call.path(), ballot, verdict, call.decision());
        }
        if (!verdict.mayProceed() && !"continue".equals(options.get("onReject"))) {
            throw new PermanentFailure(verdict.explanation());
        }
        return verdict.toMap();
    }

    /** Nobody is asked. */
    @Override
    public Object dryRun(StepCall call) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("approved", true);
        answer.put(LEVEL, call.options().get(LEVEL));
        answer.put("decision", "not_asked");
        answer.put("approve_count", 0);
        answer.put("reject_count", 0);
        answer.put("abstain_count", 0);
        answer.put("requires_user_confirmation", false);
        answer.put("votes", List.of());
        answer.put("dry_run", true);
        return answer;
    }
}
