package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.config.GorgonConfig;
import io.gorgon.workflow.input.InputProblem;
import io.gorgon.workflow.input.ParsedInputs;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.model.WorkflowOutput;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepChecks;
import io.gorgon.workflow.step.StepProblem;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one workflow and checks it, from the form to the meaning. */
final class WorkflowReading {

    /** Steps times the variables that each may read: room for a thousand steps. */
    private static final long MAX_PAIRS = 2_000_000;

    private final StepTypes types;
    private final WorkflowChecks context;
    private final WorkflowSchema schema;
    private final SchemaCheck schemaCheck;
    private final Problems problems;

    WorkflowReading(
            StepTypes types,
            WorkflowChecks context,
            WorkflowSchema schema,
            SchemaCheck schemaCheck,
            Problems problems) {
        this.types = types;
        this.context = context;
        this.schema = schema;
        this.schemaCheck = schemaCheck;
        this.problems = problems;
    }

    ParsedWorkflow read(String fileName, String text, JsonNode tree) {
        JsonPointer atSteps = JsonPointer.compile("/steps");
        List<LocatedStep> steps =
                tree.path("steps").isArray()
                        ? new StepReader(types).list(tree.get("steps"), atSteps, "")
                        : List.of();
        List<LocatedStep> all = LocatedStep.all(steps);
        Set<JsonPointer> unsound = form(tree, all);
        ParsedInputs inputs = inputs(tree);
        if (isTooLarge(all)) {
            problems.error(
                    atSteps,
                    "this workflow has too many steps and outputs to be checked; make several of"
                            + " it that call each other as sub_workflow");
        } else {
            meaning(tree, steps, all, inputs.inputs(), unsound);
        }
        return new ParsedWorkflow(
                problems.hasErrors()
                        ? null
                        : WorkflowReader.read(fileName, text, tree, inputs.inputs(), steps),
                problems.inOrder());
    }

    private static boolean isTooLarge(List<LocatedStep> all) {
        long outputs = all.stream().mapToLong(step -> step.step().outputs().size()).sum();
        return all.size() * Math.max(all.size(), outputs) > MAX_PAIRS;
    }

    /** Gives the places where the form is not right. */
    private Set<JsonPointer> form(JsonNode tree, List<LocatedStep> all) {
        UnknownKeys unknownKeys = new UnknownKeys(problems, schema);
        unknownKeys.ofWorkflow(tree);
        all.forEach(unknownKeys::ofStep);
        SchemaWords words = new SchemaWords(problems, schema, tree, all);
        Set<JsonPointer> unsound = new HashSet<>();
        for (SchemaViolation violation : schemaCheck.check(tree)) {
            words.tell(violation);
            if (violation.rule().equals(SchemaWords.IGNORED_KEY)) {
                continue;
            }
            for (JsonPointer at = violation.pointer(); at != null; at = at.head()) {
                unsound.add(at);
            }
        }
        return unsound;
    }

    private ParsedInputs inputs(JsonNode tree) {
        JsonPointer at = JsonPointer.compile("/inputs");
        ParsedInputs inputs = WorkflowInput.listFrom(tree.get("inputs"));
        for (InputProblem problem : inputs.problems()) {
            problems.error(at.append(problem.where()), problem.message());
        }
        for (int i = 0; i < inputs.inputs().size(); i++) {
            String name = inputs.inputs().get(i).name();
            if (!VariableNames.isUsable(name)) {
                boolean list = tree.path("inputs").isArray();
                problems.errorAtKey(
                        list ? at.appendIndex(i) : at.appendProperty(name),
                        VariableNames.refused("input", name));
            }
        }
        return inputs;
    }

    private void meaning(
            JsonNode tree,
            List<LocatedStep> steps,
            List<LocatedStep> all,
            List<WorkflowInput> inputs,
            Set<JsonPointer> unsound) {
        Set<String> start = new LinkedHashSet<>(context.variables());
        inputs.forEach(input -> start.add(input.name()));
        boolean autoParallel = WorkflowReader.settings(tree.path("settings")).autoParallel();
        Block.Kind kind = autoParallel ? Block.Kind.PARALLEL : Block.Kind.SEQUENCE;
        Scopes scopes = new Scopes(steps, start, kind);
        StepRules rules = new StepRules(problems, context);
        VariableCheck variables = new VariableCheck(problems, scopes);
        rules.duplicates(steps);
        new DependencyCheck(problems, scopes).check(steps, kind);
        Set<String> ids = new LinkedHashSet<>();
        steps.forEach(step -> ids.add(step.step().id()));
        for (LocatedStep step : all) {
            rules.check(step);
            variables.check(step);
            if (step.type() != null && !unsound.contains(step.pointer())) {
                ofType(step, ids, scopes.of(step).variables());
            }
        }
        outputs(tree, steps, start);
    }

    private void ofType(LocatedStep step, Set<String> ids, Set<String> variables) {
        StepChecks checks = new Checks(context.config(), ids, variables);
        for (StepProblem problem : step.type().check(step.step(), checks)) {
            JsonPointer at = step.pointer().append(problem.where());
            if (problem.warning()) {
                problems.warning(at, step.says(problem.message()));
            } else {
                problems.error(at, step.says(problem.message()));
            }
        }
    }

    private record Checks(Optional<GorgonConfig> config, Set<String> stepIds, Set<String> variables)
            implements StepChecks {}

    private void outputs(JsonNode tree, List<LocatedStep> steps, Set<String> start) {
        Set<String> given = new LinkedHashSet<>(start);
        given.addAll(Scopes.given(steps));
        List<WorkflowOutput> outputs = WorkflowReader.outputs(tree.path("outputs"));
        for (int i = 0; i < outputs.size(); i++) {
            String name = outputs.get(i).name();
            JsonPointer at = JsonPointer.compile("/outputs").appendIndex(i);
            if (!VariableNames.isUsable(name)) {
                problems.error(at, VariableNames.refused("output", name));
            } else if (!given.contains(name)) {
                problems.strict(
                        at,
                        "no step or input gives the output "
                                + QuotedText.of(name)
                                + Nearest.of(name, given)
                                        .map(nearest -> "; did you mean '" + nearest + "'?")
                                        .orElse(""));
            }
        }
    }
}
