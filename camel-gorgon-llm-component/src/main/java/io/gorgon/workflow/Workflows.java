package io.gorgon.workflow;

import io.gorgon.config.GorgonConfig;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.ModelTier;
import io.gorgon.skill.Agent;
import io.gorgon.workflow.compile.WorkflowCompiler;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.WorkflowChecks;
import io.gorgon.workflow.parse.WorkflowParser;
import io.gorgon.workflow.step.StepTypes;
import java.util.Optional;
import java.util.Set;

/** Reads workflows and makes routes of them, by one configuration. Thread-safe. */
public final class Workflows {

    private final StepTypes types;
    private final GorgonConfig config;
    private final WorkflowChecks checks;

    public Workflows(StepTypes types, GorgonConfig config) {
        this.types = types;
        this.config = config;
        this.checks =
                new WorkflowChecks(
                        Optional.of(config),
                        Optional.of(Set.copyOf(config.agents().names())),
                        Set.of());
    }

    /** The types of steps that there are. */
    public StepTypes types() {
        return types;
    }

    /**
     * Reads a workflow and tells all that is wrong with it.
     *
     * @param fileName names the file in messages; the id of the workflow is made of it
     * @param variables what will be given besides the declared inputs
     */
    public ParsedWorkflow read(String fileName, String text, Set<String> variables) {
        return new WorkflowParser(types, checks.withVariables(variables)).read(fileName, text);
    }

    /** The route that a workflow becomes, in Camel's YAML DSL. */
    public String compile(Workflow workflow) {
        return new WorkflowCompiler(types, this::tierOf, this::voteOf).compile(workflow);
    }

    /**
     * A route that stands beside those of other texts of the same workflow, in Camel's YAML DSL.
     *
     * @param edition tells them apart: letters and digits
     */
    public String compile(Workflow workflow, String edition) {
        return new WorkflowCompiler(types, this::tierOf, this::voteOf).compile(workflow, edition);
    }

    private Optional<ConsensusLevel> voteOf(String role) {
        return config.agents().find(role).map(Agent::consensus);
    }

    private ModelTier tierOf(String role) {
        return config.agents().find(role).map(Agent::tier).orElse(ModelTier.STANDARD);
    }
}
