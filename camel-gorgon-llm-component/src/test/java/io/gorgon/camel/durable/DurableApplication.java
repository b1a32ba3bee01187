package io.gorgon.camel.durable;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.camel.workflow.WorkflowConstants;
import io.gorgon.camel.workflow.WorkflowRuns;
import io.gorgon.journal.Journal;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
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

/** An application with the workflows of a folder, and state wherever it is told. */
final class DurableApplication implements AutoCloseable {

    private static final String NAME = "durable";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ProducerTemplate template;

    /**
     * @param config the text of its gorgon.yaml
     */
    DurableApplication(Path folder, String config) throws Exception {
        Path file = Files.createTempFile(folder, "gorgon", ".yaml");
        Files.writeString(file, config);
        camel.setNameStrategy(new ExplicitCamelContextNameStrategy(NAME));
        camel.getShutdownStrategy().setTimeout(1);
        camel.getComponent("gorgon-llm", GorgonLlmComponent.class).setConfig(file.toString());
        CrashPoint.install(camel);
        load(folder);
    }

    private void load(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Resource> workflows =
                    files.filter(file -> file.toString().endsWith(".gorgon.yaml"))
                            .sorted()
                            .map(file -> ResourceHelper.resolveResource(camel, "file:" + file))
                            .toList();
            PluginHelper.getRoutesLoader(camel).loadRoutes(workflows);
        }
    }

    /** Begins; goes on with what is interrupted by itself. */
    DurableApplication start() {
        camel.start();
        template = camel.createProducerTemplate();
        return this;
    }

    DefaultCamelContext camel() {
        return camel;
    }

    Journal journal() {
        return WorkflowRuns.of(camel).journal();
    }

    /** Starts a run, and waits until it ends or waits for a person. */
    RunResult run(String workflow, String key, RunListener listener) {
        RunOptions options =
                new RunOptions(null, false, new Cancellation(), listener, UnaryOperator.identity());
        Exchange exchange =
                template.request(
                        WorkflowConstants.ADDRESS + workflow,
                        sent -> {
                            sent.getMessage().setBody(Map.of("key", key));
                            sent.getMessage().setHeader(WorkflowConstants.START_KEY, key);
                            sent.setProperty(WorkflowConstants.OPTIONS, options);
                        });
        return exchange.getProperty(WorkflowConstants.RESULT, RunResult.class);
    }

    RunResult resume(String runId, RunOptions options) throws InterruptedException {
        return WorkflowRuns.of(camel).resume(runId, options);
    }

    /** What a person decides, as a message. */
    Exchange decide(String token, boolean approved) {
        return template.request(
                "direct:gorgon-approvals",
                sent ->
                        sent.getMessage()
                                .setBody(
                                        Map.of(
                                                "token",
                                                token,
                                                "decision",
                                                approved ? "approve" : "reject",
                                                "by",
                                                "tester",
                                                "comment",
                                                "fine")));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
