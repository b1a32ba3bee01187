package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.mcp.McpException;
import io.gorgon.mcp.McpResult;
import io.gorgon.mcp.McpServers;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepClass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Lets a tool of an MCP server do something. */
public final class McpToolStepType implements ActionStepType {

    @Override
    public String name() {
        return "mcp_tool";
    }

    @Override
    public String description() {
        return "Calls a tool of an MCP server that gorgon.yaml names.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return ActingRole.describe(
                        new ParamsSchema()
                                .filledText("server", "The server, by its name in gorgon.yaml.")
                                .filledText("tool", "The tool, by its name on the server.")
                                .object(
                                        "arguments",
                                        "What the tool is called with; placeholders are filled in."))
                .required("server", "tool")
                .build();
    }

    @Override
    public Set<String> literalParams() {
        return Set.of(ActingRole.ROLE, ActingRole.CAPABILITY);
    }

    @Override
    public StepClass stepClass() {
        return StepClass.EFFECT;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of("server", "tool", "content", "structured_content");
    }

    @Override
    public Object run(StepCall call) {
        Map<?, ?> params = (Map<?, ?>) call.input();
        String server = text(params.get("server"));
        String tool = text(params.get("tool"));
        McpServers servers =
                call.shared(
                        McpServers.class,
                        config ->
                                new McpServers(
                                        config.mcp(),
                                        System::getenv,
                                        call.httpClients(),
                                        version()));
        McpResult result;
        try {
            result =
                    servers.call(
                            server,
                            tool,
                            arguments(params.get("arguments")),
                            call.timeLeft(),
                            call.cancellation());
        } catch (McpException e) {
            if (e.permanent()) {
                throw new PermanentFailure(e.getMessage(), e);
            }
            throw e;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("response", result.text());
        answer.put("server", server);
        answer.put("tool", tool);
        answer.put("content", result.others());
        answer.put("structured_content", result.structured());
        return answer;
    }

    private static String version() {
        String version = McpToolStepType.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String text(Object value) {
        return value == null ? null : String.valueOf(value);
    }

    private static Map<String, Object> arguments(Object given) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        }
        return arguments;
    }

    @Override
    public Object dryRun(StepCall call) {
        Map<?, ?> params = (Map<?, ?>) call.input();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "response",
                "[DRY RUN] MCP tool %s of server %s would be called with %s"
                        .formatted(
                                params.get("tool"), params.get("server"), params.get("arguments")));
        answer.put("server", text(params.get("server")));
        answer.put("tool", text(params.get("tool")));
        answer.put("tokens_used", 0);
        answer.put("dry_run", true);
        return answer;
    }
}
