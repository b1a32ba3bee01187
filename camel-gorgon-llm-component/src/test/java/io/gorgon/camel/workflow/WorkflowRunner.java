package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmRequest;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.WorkflowProblem;
import io.gorgon.workflow.run.RetryPolicy;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Runs whole workflows for tests: from their text through the parser, the compiler and Camel's YAML
 * DSL to what became of the run. No time passes between tries; pauses are written down.
 */
final class WorkflowRunner implements AutoCloseable {

    private static final String FILE = "w.yaml";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RunEvents events = new RunEvents();
    private final RunClock clock = new RunClock();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private ProducerTemplate template;

    /** A run that came to its end. */
    record Ran(RunResult result, Exchange exchange) {

        Object output(String name) {
            return result.outputs().get(name);
        }
    }

    private WorkflowRunner() {}

    private GorgonLlmComponent component() {
        return camel.getComponent("gorgon-llm", GorgonLlmComponent.class);
    }

    private WorkflowRunner start() {
        camel.start();
        template = camel.createProducerTemplate();
        WorkflowRuntime.of(camel)
                .setTime(
                        clock,
                        (run, duration) -> {
                            pauses.add(duration);
                            clock.move(duration);
                        },
                        new RetryPolicy(() -> 1));
        return this;
    }

    /** With the mock as the only provider. */
    static WorkflowRunner withMock() {
        WorkflowRunner runner = new WorkflowRunner();
        runner.component().setMockOnly(true);
        return runner.start();
    }

    /**
     * With this gorgon.yaml.
     *
     * @param folder where it is put
     */
    static WorkflowRunner with(Path folder, String config) {
        return new WorkflowRunner().configure(folder, config).start();
    }

    /** As the other one, with a model that a test speaks for in the place of the mock. */
    static WorkflowRunner with(Path folder, String config, ScriptedModel model) {
        WorkflowRunner runner = new WorkflowRunner().configure(folder, config);
        runner.add(model);
        return runner.start();
    }

    private WorkflowRunner configure(Path folder, String config) {
        try {
            Path file = Files.writeString(folder.resolve("gorgon.yaml"), config);
            component().setConfig(file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** With a model that a test speaks for, in the place of the mock. */
    static WorkflowRunner with(ScriptedModel model) {
        WorkflowRunner runner = new WorkflowRunner();
        runner.component().setMockOnly(true);
        runner.add(model);
        return runner.start();
    }

    private void add(ScriptedModel model) {
        try {
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:gorgon-provider-" + ScriptedModel.NAME)
                                    .errorHandler(noErrorHandler())
                                    .process(
                                            exchange ->
                                                    exchange.getMessage()
                                                            .setBody(
                                                                    model.generate(
                                                                            exchange.getMessage()
                                                                                    .getBody(
                                                                                            LlmRequest
                                                                                                    .class))));
                        }
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the clock of the machine, and pauses that take their time. */
    WorkflowRunner withRealTime() {
        WorkflowRuntime.of(camel)
                .setTime(
                        Clock.systemUTC(),
                        (run, duration) -> pauses.add(duration),
                        new RetryPolicy(() -> 1));
        return this;
    }

    DefaultCamelContext camel() {
        return camel;
    }

    /** What has happened in all runs. */
    List<String> events() {
        return events.lines();
    }

    /** The pauses between tries, in order. */
    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    RunClock clock() {
        return clock;
    }

    /** What validation says of a workflow: all errors, without their place. */
    List<String> errors(String yaml) {
        return read(FILE, yaml, Set.of()).errors(false).stream()
                .map(WorkflowProblem::message)
                .toList();
    }

    ParsedWorkflow read(String fileName, String yaml, Set<String> variables) {
        return GorgonWorkflowLoader.workflows(camel).read(fileName, yaml, variables);
    }

    /**
     * Makes a route of a workflow.
     *
     * @param fileName gives it its id
     * @return its address
     */
    String load(String fileName, String yaml, Set<String> variables) {
        ParsedWorkflow parsed = read(fileName, yaml, variables).orThrow(false);
        String id = parsed.workflow().id();
        try {
            String compiled = GorgonWorkflowLoader.workflows(camel).compile(parsed.workflow());
            WorkflowRuntime.of(camel).workflows().offer(parsed.workflow(), fileName);
            camel.addRoutes(GorgonWorkflowLoader.routes(camel, compiled, id));
        } catch (Exception e) {
            throw new IllegalStateException("the compiled workflow cannot be loaded", e);
        }
        return WorkflowConstants.ADDRESS + id;
    }

    /** Runs a workflow with the id {@code w}. */
    Ran run(String yaml, Map<String, Object> inputs) {
        return run(yaml, inputs, options());
    }

    Ran run(String yaml, Map<String, Object> inputs, RunOptions options) {
        return send(load(FILE, yaml, inputs.keySet()), inputs, Map.of(), options);
    }

    Ran run(String yaml) {
        return run(yaml, Map.of());
    }

    Ran dryRun(String yaml, Map<String, Object> inputs) {
        return run(yaml, inputs, options(true, new Cancellation()));
    }

    /** Sends a message to an address and waits for the reply. */
    Ran send(String address, Object body, Map<String, Object> headers, RunOptions options) {
        Exchange exchange =
                template.request(
                        address,
                        sent -> {
                            sent.getMessage().setBody(body);
                            sent.getMessage().setHeaders(new HashMap<>(headers));
                            sent.setProperty(WorkflowConstants.OPTIONS, options);
                        });
        RunResult result = exchange.getProperty(WorkflowConstants.RESULT, RunResult.class);
        return new Ran(result, exchange);
    }

    /** Options under which this writes down the events. */
    RunOptions options() {
        return options(false, new Cancellation());
    }

    RunOptions options(boolean dryRun, Cancellation cancellation) {
        return new RunOptions(null, dryRun, cancellation, events, UnaryOperator.identity());
    }

    @Override
    public void close() {
        ScriptedStep.clear();
        camel.stop();
    }
}
