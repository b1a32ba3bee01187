package io.gorgon.camel.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.shell.RunnableScript;
import io.gorgon.skill.Agent;
import io.gorgon.skill.BlockedBySkillException;
import io.gorgon.skill.Enforcement;
import io.gorgon.skill.Places;
import io.gorgon.skill.SkillEnforcer;
import io.gorgon.skill.Violation;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.PermanentFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Checks what an agent does, and what it answers, by the rules of its skills and its tools. */
final class SkillCheck {

    private final String role;
    private final Optional<Agent> agent;
    private final SkillEnforcer enforcer;
    private final WorkflowRun run;

    /**
     * @param role who does it; rules are those of the agent of that name
     */
    SkillCheck(GorgonConfig config, String role, WorkflowRun run) {
        this.role = role;
        this.agent = config.agents().find(role);
        this.enforcer = config.agents().enforcerFor(role, Places.ofThisProcess());
        this.run = run;
    }

    /**
     * @throws PermanentFailure if it must not be done
     */
    void requireAllowed(ConcreteOperation operation, String targetParameters) {
        if (agent.isEmpty()) {
            throw new PermanentFailure(
                    "there is no agent '"
                            + role
                            + "', in whose name the step acts; gorgon agents lists them");
        }
        if (operation.body() instanceof RunnableScript script) {
            SkillEnforcer there = in(option(targetParameters, operation.target()));
            require(there.checkCommand(script.command()));
            require(there.checkPaths(script.values()));
        } else if (operation.isTool()) {
            tool((Map<?, ?>) operation.body());
        } else if (operation.isSent()) {
            sent(operation, targetParameters);
        }
    }

    private SkillEnforcer in(String folder) {
        try {
            return folder == null ? enforcer : enforcer.in(Path.of(folder));
        } catch (InvalidPathException e) {
            throw new PermanentFailure("the working_directory is no path: " + folder, e);
        }
    }

    private static String option(String parameters, String uri) {
        String name = "workingDirectory";
        if (parameters != null) {
            return text(parameters, name);
        }
        int at = uri.indexOf(name + "=");
        if (at < 0) {
            return null;
        }
        String value = uri.substring(at + name.length() + 1);
        int end = value.indexOf('&');
        return end < 0 ? value : value.substring(0, end);
    }

    private static String text(String json, String name) {
        try {
            return LlmHttpClient.JSON.readTree(json).path(name).asText(null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the options of a guard are not JSON", e);
        }
    }

    private void tool(Map<?, ?> call) {
        String server = String.valueOf(call.get("server"));
        String tool = String.valueOf(call.get("tool"));
        if (!agent.orElseThrow().mayUse(server, tool)) {
            throw new PermanentFailure(
                    "the agent '%s' may not use the tool %s of the MCP server %s; its 'tools' in gorgon.yaml say what it may use"
                            .formatted(role, tool, server));
        }
        texts(call.get("arguments")).forEach(text -> require(enforcer.checkCommand(text)));
    }

    private void sent(ConcreteOperation operation, String targetParameters) {
        List<String> names = new ArrayList<>();
        Object fileName = operation.message().getHeader(Exchange.FILE_NAME);
        if (fileName != null) {
            names.add(String.valueOf(fileName));
        }
        String uri = operation.target();
        if (targetParameters != null && text(targetParameters, "fileName") != null) {
            names.add(text(targetParameters, "fileName"));
        }
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        String folder = path.substring(path.indexOf(':') + 1);
        int at = uri.indexOf("fileName=");
        if (at >= 0) {
            names.add(uri.substring(at + "fileName=".length()).split("&")[0]);
        }
        require(enforcer.checkCommand(uri.replace('?', ' ')));
        if (targetParameters != null) {
            require(enforcer.checkCommand(targetParameters));
        }
        names.forEach(name -> require(enforcer.checkPaths(List.of(folder + "/" + name, name))));
        operation
                .headers()
                .values()
                .forEach(value -> texts(value).forEach(text -> require(enforcer.checkText(text))));
        texts(operation.body()).forEach(text -> require(enforcer.checkText(text)));
    }

    /** The texts of a structure, also the names in it. */
    private static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (name, item) -> {
                        texts.add(String.valueOf(name));
                        texts.addAll(texts(item));
                    });
        } else if (value instanceof Iterable<?> items) {
            items.forEach(item -> texts.addAll(texts(item)));
        } else if (value != null) {
            texts.add(String.valueOf(value));
        }
        return texts;
    }

    /**
     * @param answer what a model answered in its name; null for nothing
     * @throws PermanentFailure if it must not be used
     */
    void requireUsable(String answer) {
        require(enforcer.checkText(answer));
    }

    private void require(Enforcement found) {
        try {
            found.requireAllowed();
        } catch (BlockedBySkillException blocked) {
            throw new PermanentFailure(blocked.getMessage(), blocked);
        }
        for (Violation violation : found.violations()) {
            run.warn("The agent '" + role + "': " + violation.message());
        }
    }
}
