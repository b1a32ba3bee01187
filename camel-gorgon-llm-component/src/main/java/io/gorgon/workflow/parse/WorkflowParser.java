package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.PositionedYaml;
import io.gorgon.yaml.YamlProblem;

/** Reads workflows and checks them. Can be used by many threads at a time. */
public final class WorkflowParser {

    private final StepTypes types;
    private final WorkflowChecks context;
    private final WorkflowSchema schema;
    private final SchemaCheck schemaCheck;

    /**
     * @param types those that steps can be of
     * @param context what workflows are checked against
     */
    public WorkflowParser(StepTypes types, WorkflowChecks context) {
        this.types = types;
        this.context = context;
        this.schema = new WorkflowSchema(types);
        this.schemaCheck = new SchemaCheck(schema.json());
    }

    /**
     * Reads a workflow; warnings do not matter.
     *
     * @param fileName names the file in messages; the id of the workflow is made of it
     * @throws InvalidWorkflowException with all errors, if it cannot be run
     */
    public Workflow parse(String fileName, String text) {
        return read(fileName, text).orThrow(false).workflow();
    }

    /**
     * Reads a workflow as far as it can be read, and tells all that is wrong. Never throws for a
     * text, whatever it is.
     *
     * @param fileName names the file in messages; the id of the workflow is made of it
     */
    public ParsedWorkflow read(String fileName, String text) {
        try {
            return read(fileName, text, PositionedYaml.parse(text));
        } catch (InvalidYamlException e) {
            return new ParsedWorkflow(
                    null, e.problems().stream().map(problem -> of(fileName, problem)).toList());
        }
    }

    private static WorkflowProblem of(String fileName, YamlProblem problem) {
        return new WorkflowProblem(
                fileName,
                problem.position().line(),
                problem.position().column(),
                Severity.ERROR,
                "Invalid YAML: " + problem.message());
    }

    private ParsedWorkflow read(String fileName, String text, PositionedYaml yaml) {
        Problems problems = new Problems(fileName, yaml, text);
        JsonNode tree = yaml.tree();
        if (!tree.isObject()) {
            String found = tree.isNull() ? "the file is empty" : "this is none";
            problems.error(
                    JsonPointer.empty(),
                    "Invalid YAML: a workflow is a mapping with 'name' and 'steps', but " + found);
            return new ParsedWorkflow(null, problems.inOrder());
        }
        return new WorkflowReading(types, context, schema, schemaCheck, problems)
                .read(fileName, text, tree);
    }
}
