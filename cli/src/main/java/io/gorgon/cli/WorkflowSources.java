package io.gorgon.cli;

import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.ModelTier;
import io.gorgon.skill.Agent;
import io.gorgon.skill.Agents;
import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.WorkflowChecks;
import io.gorgon.workflow.parse.WorkflowParser;
import io.gorgon.workflow.step.StepTypes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads workflow files and checks them against a configuration. */
final class WorkflowSources {

    private final StepTypes types = StepTypes.installed();
    private final Path directory;
    private final Optional<GorgonConfig> config;
    private final Agents agents;

    /**
     * @param directory where relative paths start
     * @param config empty to check workflows without one
     */
    WorkflowSources(Path directory, Optional<GorgonConfig> config) {
        this.directory = directory;
        this.config = config;
        this.agents = config.map(GorgonConfig::agents).orElseGet(Agents::shipped);
    }

    /** Where relative paths start. */
    Path directory() {
        return directory;
    }

    StepTypes types() {
        return types;
    }

    /**
     * Reads a file as far as it can be read, with all that is wrong with it.
     *
     * @param file as the caller named it, which is how messages name it
     * @param variables what is given besides the declared inputs
     * @throws InvalidInputException if there is no text to read
     */
    ParsedWorkflow read(Path file, Set<String> variables) {
        String text = InputText.ofFile(directory.resolve(file), "workflow");
        if (config.isPresent()) {
            return new Workflows(types, config.get()).read(file.toString(), text, variables);
        }
        WorkflowChecks withoutConfig =
                new WorkflowChecks(Optional.empty(), Optional.empty(), variables);
        return new WorkflowParser(types, withoutConfig).read(file.toString(), text);
    }

    /**
     * The Camel route of a workflow, as text.
     *
     * @throws java.util.NoSuchElementException if there is no configuration
     */
    String compile(Workflow workflow) {
        return new Workflows(types, config.orElseThrow()).compile(workflow);
    }

    ModelTier tierOf(String role) {
        return agents.find(role).map(Agent::tier).orElse(ModelTier.STANDARD);
    }
}
