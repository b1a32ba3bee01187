package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmRequest;
import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context of its own, in which all that workflows need is there and is recorded. */
final class WorkflowTrial implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final String provider = "recorder-" + UUID.randomUUID();
    private final Path serverStarted;

    /**
     * @param folder where it keeps its configuration
     */
    WorkflowTrial(Path folder) throws IOException {
        this(folder, false);
    }

    /** With the mock as the only provider. */
    static WorkflowTrial withMock(Path folder) throws IOException {
        return new WorkflowTrial(folder, true);
    }

    private WorkflowTrial(Path folder, boolean mockOnly) throws IOException {
        serverStarted = folder.resolve("server-started-" + provider);
        Path config = Files.writeString(folder.resolve(provider + ".yaml"), configuration());
        GorgonLlmComponent component = camel.getComponent("gorgon-llm", GorgonLlmComponent.class);
        component.setConfig(config.toString());
        component.setMockOnly(mockOnly);
        camel.disableJMX();
        camel.start();
    }

    private String configuration() {
        StringBuilder text =
                new StringBuilder(
                        """
                        llm:
                          mode: local
                          budget: {max_tokens_per_workflow: 10000000, max_tokens_per_agent: 10000000}
                          providers:
                            %s: {type: recording, local: true, tier_models: {reasoning: recorder, standard: recorder, fast: recorder}}
                        shell: {allowed: ["*"]}
                        mcp:
                          servers:
                        """
                                .formatted(provider));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String server : List.of("filesystem", "github", "slack")) {
            text.append(
                    "    %s: {command: ['%s', -XX:TieredStopAtLevel=1, -cp, '%s', %s, '%s']}%n"
                            .formatted(
                                    server,
                                    java,
                                    System.getProperty("java.class.path"),
                                    StubMcpServer.class.getName(),
                                    serverStarted));
        }
        return text.toString();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    Workflows workflows() {
        return GorgonWorkflowLoader.workflows(camel);
    }

    /** By our loader. */
    Workflow load(Path file) throws Exception {
        ParsedWorkflow parsed =
                workflows().read(file.getFileName().toString(), Files.readString(file), Set.of());
        if (!parsed.problems().isEmpty()) {
            throw new AssertionError(file + ": " + parsed.problems());
        }
        Workflow workflow = parsed.workflow();
        camel.addRoutes(
                GorgonWorkflowLoader.routes(camel, workflows().compile(workflow), workflow.id()));
        return workflow;
    }

    /** By Camel's own loader, as it was printed. */
    void loadCompiled(String text) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("compiled.camel.yaml", text));
    }

    /** Takes a workflow away again. */
    void remove(String id) throws Exception {
        String route = "gorgon-workflow-" + id;
        camel.getRouteController().stopRoute(route);
        camel.removeRoute(route);
    }

    RunResult run(String id, Map<String, Object> inputs) {
        return run(id, inputs, RunOptions.plain());
    }

    RunResult dryRun(String id, Map<String, Object> inputs) {
        return run(
                id,
                inputs,
                new RunOptions(
                        null,
                        true,
                        new Cancellation(),
                        new RunListener() {},
                        UnaryOperator.identity()));
    }

    private RunResult run(String id, Map<String, Object> inputs, RunOptions options) {
        Exchange exchange =
                camel.createFluentProducerTemplate()
                        .to(WorkflowConstants.ADDRESS + id)
                        .withProcessor(
                                message -> {
                                    message.setProperty(WorkflowConstants.OPTIONS, options);
                                    message.getMessage().setBody(inputs);
                                })
                        .send();
        RunResult result = exchange.getProperty(WorkflowConstants.RESULT, RunResult.class);
        if (result == null) {
            throw new AssertionError("no result", exchange.getException());
        }
        return result;
    }

    /** What has arrived at the provider. */
    List<LlmRequest> requests() {
        return List.copyOf(RecordingProvider.requests(provider));
    }

    /** Whether an MCP server has been started. */
    boolean hasStartedAServer() {
        return Files.exists(serverStarted);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
