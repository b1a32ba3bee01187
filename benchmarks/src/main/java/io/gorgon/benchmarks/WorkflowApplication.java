package io.gorgon.benchmarks;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.workflow.WorkflowConstants;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel application with the workflows of a folder. */
final class WorkflowApplication implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    /**
     * @param config its gorgon.yaml
     */
    WorkflowApplication(Path folder, Path config) throws Exception {
        camel.setNameStrategy(new ExplicitCamelContextNameStrategy("benchmark"));
        camel.getShutdownStrategy().setTimeout(1);
        camel.getComponent("gorgon-llm", GorgonLlmComponent.class).setConfig(config.toString());
        try (Stream<Path> files = Files.list(folder)) {
            List<Resource> workflows =
                    files.filter(file -> file.toString().endsWith(".gorgon.yaml"))
                            .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
                            .toList();
            PluginHelper.getRoutesLoader(camel).loadRoutes(workflows);
        }
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** With a model that answers at once in this process, and state at a place. */
    static WorkflowApplication withInstantModel(Path folder, String state) throws Exception {
        return withInstantModel(folder, state, true);
    }

    /**
     * As the other one.
     *
     * @param resumes whether it goes on by itself with runs whose process has died
     */
    static WorkflowApplication withInstantModel(Path folder, String state, boolean resumes)
            throws Exception {
        Path config = Files.createTempFile(folder, "gorgon", ".yaml");
        Files.writeString(
                config,
                """
                llm:
                  providers: {mock: {type: mock}}
                  hardware: {check: "off"}
                state: {url: "%s", resume_on_start: %s}
                """
                        .formatted(state, resumes));
        return new WorkflowApplication(folder, config);
    }

    /**
     * Runs a workflow.
     *
     * @param recorded whether anything of it is written down
     */
    RunResult run(String workflow, boolean recorded, RunListener listener) {
        RunOptions options =
                new RunOptions(
                        null, !recorded, new Cancellation(), listener, UnaryOperator.identity());
        Exchange exchange =
                template.request(
                        WorkflowConstants.ADDRESS + workflow,
                        sent -> {
                            sent.getMessage().setBody(Map.of());
                            sent.setProperty(WorkflowConstants.OPTIONS, options);
                        });
        RunResult result = exchange.getProperty(WorkflowConstants.RESULT, RunResult.class);
        if (result == null || result.status() != RunStatus.SUCCESS) {
            throw new IllegalStateException(
                    result == null ? "it has not run" : result.error(), exchange.getException());
        }
        return result;
    }

    DefaultCamelContext camel() {
        return camel;
    }

    /** Steps that ask a model, one after the other. */
    static void writeChain(Path folder, String id, int steps) throws IOException {
        StringBuilder text = new StringBuilder("name: Chain\ntoken_budget: 100000000\nsteps:\n");
        for (int i = 0; i < steps; i++) {
            text.append(
                    "  - {id: s%d, type: llm, params: {prompt: \"Number %d\", max_tokens: 100}}\n"
                            .formatted(i, i));
        }
        Files.writeString(folder.resolve(id + ".gorgon.yaml"), text);
    }

    /** Steps that give a value, one after the other. */
    static void writeValues(Path folder, String id, int steps) throws IOException {
        StringBuilder text = new StringBuilder("name: Values\nsteps:\n");
        for (int i = 0; i < steps; i++) {
            text.append(
                    "  - {id: s%d, type: set, params: {value%d: \"Number %d\"}}\n"
                            .formatted(i, i, i));
        }
        Files.writeString(folder.resolve(id + ".gorgon.yaml"), text);
    }

    /** One step that asks a model for each of so many items. */
    static void writeFanOut(Path folder, String id, int items) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < items; i++) {
            list.append(i == 0 ? "" : ", ").append("item").append(i);
        }
        Files.writeString(
                folder.resolve(id + ".gorgon.yaml"),
                """
                name: Fan-out
                token_budget: 1000000000
                timeout_seconds: 36000
                outputs: [found]
                steps:
                  - id: each
                    type: fan_out
                    timeout_seconds: 36000
                    params:
                      max_concurrent: 16
                      items: [%s]
                      step_template:
                        {type: llm, params: {prompt: "Look at ${item}", max_tokens: 100}}
                    outputs: [found]
                """
                        .formatted(list));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
