package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.config.GorgonConfig;
import io.gorgon.consensus.Panels;
import io.gorgon.skill.Capability;
import io.gorgon.workflow.condition.Condition;
import io.gorgon.workflow.condition.ConditionProblem;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a schema cannot say of single steps. */
final class StepRules {

    private static final Set<String> FIRST_OUTPUT_GETS = Set.of("response", "stdout");

    private final Problems problems;
    private final WorkflowChecks context;

    StepRules(Problems problems, WorkflowChecks context) {
        this.problems = problems;
        this.context = context;
    }

    void check(LocatedStep step) {
        condition(step);
        role(step);
        vote(step);
        failure(step);
        inDoubt(step);
        fallback(step);
        outputs(step);
    }

    /** Ids that two steps of a list have. */
    void duplicates(List<LocatedStep> steps) {
        Set<String> ids = new HashSet<>();
        for (LocatedStep step : steps) {
            if (step.named() && !ids.add(step.step().id())) {
                problems.error(step.at("id"), "Duplicate step ID: " + step.step().id());
            }
            step.blocks().forEach(block -> duplicates(block.steps()));
        }
    }

    private void condition(LocatedStep step) {
        JsonNode condition = step.json().get("condition");
        if (condition != null) {
            JsonPointer at = step.at("condition");
            for (ConditionProblem problem : Condition.parse(condition).problems()) {
                problems.error(at.append(problem.where()), step.says(problem.message()));
            }
        }
    }

    private void role(LocatedStep step) {
        String role = step.step().text("role");
        if (role == null || step.type() == null || !knowsRoles(step.type())) {
            return;
        }
        context.roles()
                .filter(roles -> !roles.contains(role))
                .ifPresent(
                        roles ->
                                problems.error(
                                        step.atParam("role"),
                                        step.says(
                                                "unknown role "
                                                        + QuotedText.of(role)
                                                        + meant(role, roles))));
    }

    /** Whether {@code role} is a parameter of the type, instead of anything. */
    private static boolean knowsRoles(StepType type) {
        return type.asksModel() || type.paramsSchema().at("/properties/role").isObject();
    }

    /** Panels and capabilities that are not there. */
    private void vote(LocatedStep step) {
        context.config().ifPresent(config -> vote(step, config));
    }

    private void vote(LocatedStep step, GorgonConfig config) {
        StepConsensus consensus = step.step().consensus();
        Panels panels = config.consensus().panels();
        if (consensus != null && panels.find(consensus.panel()).isEmpty()) {
            problems.error(
                    step.at("consensus").appendProperty("panel"),
                    step.says(
                            "unknown panel "
                                    + QuotedText.of(consensus.panel())
                                    + meant(consensus.panel(), Set.copyOf(panels.names()))));
        }
        String role = step.step().text("role");
        String capability = step.step().text("capability");
        if (role == null || capability == null || config.agents().find(role).isEmpty()) {
            return;
        }
        Set<String> known =
                config.agents().skillsOf(role).stream()
                        .flatMap(skill -> skill.capabilities().stream())
                        .map(Capability::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!known.contains(capability)) {
            problems.error(
                    step.atParam("capability"),
                    step.says(
                            "no skill of the agent '%s' has the capability %s%s"
                                    .formatted(
                                            role,
                                            QuotedText.of(capability),
                                            Nearest.of(capability, known)
                                                    .map(near -> "; did you mean '" + near + "'?")
                                                    .orElse("; there are " + known))));
        }
    }

    private static String meant(String word, Set<String> known) {
        return Nearest.of(word, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(
                        () ->
                                "; the roles are "
                                        + String.join(", ", known.stream().sorted().toList()));
    }

    private void failure(LocatedStep step) {
        OnFailure onFailure = step.step().onFailure();
        boolean hasFallback = step.json().path("fallback").isObject();
        if (onFailure == OnFailure.FALLBACK && !hasFallback) {
            problems.warning(
                    step.at("on_failure"),
                    step.says("without a 'fallback', on_failure: fallback is the same as abort"));
        }
        if (onFailure != OnFailure.FALLBACK && hasFallback) {
            problems.warningAtKey(
                    step.at("fallback"),
                    step.says("'fallback' is not used without on_failure: fallback"));
        }
        if (onFailure == OnFailure.CONTINUE_WITH_DEFAULT
                && !step.json().path("default_output").isObject()) {
            problems.warning(
                    step.at("on_failure"),
                    step.says(
                            "without a 'default_output', its outputs have no value after a"
                                    + " failure"));
        }
    }

    private void inDoubt(LocatedStep step) {
        boolean harmless =
                step.type() != null
                        && step.type().stepClass() == StepClass.PURE
                        && step.type().blocks().isEmpty();
        if (harmless && step.step().onInDoubt() != null) {
            problems.warningAtKey(
                    step.at("on_in_doubt"),
                    step.says(
                            "'on_in_doubt' has no effect: nothing that a step of type "
                                    + step.step().type()
                                    + " does can be in doubt"));
        }
    }

    private void fallback(LocatedStep step) {
        JsonNode fallback = step.json().path("fallback");
        if (!fallback.isObject()) {
            return;
        }
        String kind = StepFields.fallbackKind(fallback);
        String needed =
                switch (kind) {
                    case "alternate_step" -> "step";
                    case "callback" -> "callback";
                    default -> "value";
                };
        if (!fallback.has(needed)) {
            problems.error(
                    step.at("fallback"),
                    step.says("a fallback of type " + kind + " requires '" + needed + "'"));
        }
    }

    /** Names that cannot be read, and those that the answer of a program does not have. */
    private void outputs(LocatedStep step) {
        List<String> names = step.step().outputNames();
        boolean program =
                step.type() != null
                        && step.type().stepClass() == StepClass.EFFECT
                        && !step.type().asksModel();
        Set<String> answer = program ? step.type().answerKeys(step.step()) : Set.of();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            JsonPointer at = output(step, i);
            if (!VariableNames.isUsable(name)) {
                problems.error(at, step.says(VariableNames.refused("output", name)));
            } else if (program
                    && i > 0
                    && !answer.contains(name)
                    && !FIRST_OUTPUT_GETS.contains(name)) {
                problems.warning(
                        at,
                        step.says(
                                "the output "
                                        + QuotedText.of(name)
                                        + " has a value only if the answer has one of that name;"
                                        + " the first output gets the whole answer"));
            }
        }
    }

    private static JsonPointer output(LocatedStep step, int index) {
        JsonPointer at = step.at("outputs");
        return step.json().path("outputs").isArray() ? at.appendIndex(index) : at;
    }
}
