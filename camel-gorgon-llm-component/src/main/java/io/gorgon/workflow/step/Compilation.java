package io.gorgon.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.model.Step;
import java.util.List;
import java.util.Map;

/**
 * Builds the Camel route of a workflow. What it gives are pieces of Camel's YAML DSL; in each
 * mapping the key {@code #} is a comment above it.
 */
public interface Compilation {

    /** The workflow. */
    String workflowId();

    /** Where a workflow answers that a step calls, by its id. */
    String addressOf(String workflowId);

    /** The id of a step with those of the steps around it: {@code review_files.item}. */
    String fullId(Step step);

    /** Steps of a block, one after the other. */
    ArrayNode sequence(List<Step> steps);

    /** One step of a block, as an EIP. */
    ObjectNode step(Step step);

    /** The step of a block that is run for each item, as an EIP; its id is {@code item}. */
    ObjectNode item(Step step);

    /**
     * What is inside of a loop: an EIP that counts its rounds.
     *
     * @param item the variable for the item of a loop over a list
     */
    ArrayNode round(Step loop, List<Step> steps, String item);

    /** Whether the step is inside of one of that type. */
    boolean isInside(String type);

    /**
     * Steps of a block that wait for each other where they have to, as the EIP {@code multicast}.
     */
    ObjectNode parallel(Step around, List<Step> steps, int maxWorkers, boolean failFast);

    /** An expression that fills in a text: the language {@code gorgon}. */
    ObjectNode text(String template);

    /** An expression that fills in the texts of a structure: the language {@code gorgon-json}. */
    ObjectNode structure(JsonNode template);

    /** A predicate: the language {@code gorgon-condition}. */
    ObjectNode condition(JsonNode condition);

    /** An expression of another language. */
    ObjectNode expression(String language, String expression);

    /** {@code setBody} with an expression. */
    ObjectNode setBody(ObjectNode expression);

    /** {@code setVariable} with an expression. */
    ObjectNode setVariable(String name, ObjectNode expression);

    /** {@code setHeader} with an expression. */
    ObjectNode setHeader(String name, ObjectNode expression);

    /** A text that is not filled in, as an expression. */
    ObjectNode constant(String text);

    /** A JSON text that is not filled in, as an expression. */
    ObjectNode constant(JsonNode json);

    /** {@code to} with an endpoint's address and its parameters. */
    ObjectNode to(String uri, Map<String, ?> parameters);

    /**
     * A bean that only this step uses.
     *
     * @return its name
     */
    String bean(Step step, String suffix, String type, Map<String, ?> properties);

    /** The tier of a role. */
    ModelTier tierOf(String role);

    /** The JSON type that an output is needed as, by what the workflow does with it. */
    String typeOf(Step step, String output);
}
