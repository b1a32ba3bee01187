package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are made with camel-main and name workflows in their route pattern. */
class WorkflowsInApplicationsTest {

    @TempDir Path folder;
    private final Main main = new Main(WorkflowsInApplicationsTest.class);

    @AfterEach
    void stop() {
        ScriptedStep.clear();
        main.stop();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String greeting(String word) {
        return """
               name: Greeting
               inputs:
                 - {name: who, type: string}
               outputs: [text, echo]
               steps:
                 - id: prepare
                   type: scripted
                   outputs: echo
                 - id: ask
                   type: llm
                   params: {prompt: "Greet ${who}"}
                 - id: greet
                   type: set
                   params: {text: "%s ${who}"}
               """
                .formatted(word);
    }

    private void start(String... patterns) {
        // the routes of other tests are none of this application's
        main.configure().setBasePackageScanEnabled(false);
        main.configure().setRoutesIncludePattern(String.join(",", patterns));
        main.addInitialProperty("camel.component.gorgon-llm.mock-only", "true");
        main.start();
    }

    private String in(String pattern) {
        return "file:" + folder + "/" + pattern;
    }

    private Exchange ask(String workflow, Map<String, Object> inputs) {
        return main.getCamelContext()
                .createProducerTemplate()
                .request(
                        "direct:gorgon-workflow-" + workflow,
                        exchange -> exchange.getMessage().setBody(inputs));
    }

    private Object text(String workflow) {
        Exchange exchange = ask(workflow, Map.of("who", "you"));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Map.class).get("text");
    }

    @Test
    void workflowsAreLoadedBesideRouteFiles() throws Exception {
        write("greeting.gorgon.yaml", greeting("Hello"));
        write("code.review.gorgon.yaml", greeting("Review"));
        write("short.gorgon.yml", greeting("Short"));
        write(
                "start.camel.yaml",
                """
                - from:
                    uri: direct:start
                    steps:
                      - to: direct:gorgon-workflow-greeting
                """);

        start(in("*.camel.yaml"), in("*.gorgon.yaml"), in("*.gorgon.yml"));

        assertThat(text("greeting")).isEqualTo("Hello you");
        assertThat(text("code-review")).isEqualTo("Review you");
        assertThat(text("short")).isEqualTo("Short you");
        assertThat(
                        main.getCamelContext()
                                .createProducerTemplate()
                                .requestBodyAndHeader("direct:start", null, "who", "us", Map.class)
                                .get("text"))
                .isEqualTo("Hello us");
    }

    @Test
    void workflowsAreFoundInFoldersOfAnyDepthAndName() throws Exception {
        write("a.b/v1.2/greeting.gorgon.yaml", greeting("Hello"));
        write("a.b/other place/code.review.gorgon.yml", greeting("Review"));

        start(in("**/*.gorgon.yaml"), in("**/*.gorgon.yml"));

        assertThat(text("greeting")).isEqualTo("Hello you");
        assertThat(text("code-review")).isEqualTo("Review you");
    }

    @Test
    void aRouteStartsAWorkflowFromAFolderAQueueOrATimer() throws Exception {
        write("greeting.gorgon.yaml", greeting("Hello"));
        write("in/letter.txt", "Ada");
        write(
                "start.camel.yaml",
                """
                - from:
                    uri: file:%1$s/in
                    steps:
                      - setHeader: {name: who, simple: "${body}"}
                      - to: direct:gorgon-workflow-greeting
                      - setBody: {simple: "${body[text]}"}
                      - to: file:%1$s/out
                - from:
                    uri: seda:letters
                    steps:
                      - to: direct:gorgon-workflow-greeting
                - from:
                    uri: timer:once?repeatCount=1&delay=0
                    steps:
                      - setHeader: {name: who, constant: us}
                      - to: direct:gorgon-workflow-greeting
                      - to: seda:told
                """
                        .formatted(folder));

        start(in("*.yaml"));

        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(folder.resolve("out/letter.txt")).hasContent("Hello Ada"));
        assertThat(
                        main.getCamelContext()
                                .createProducerTemplate()
                                .requestBody("seda:letters", Map.of("who", "Bob"), Map.class)
                                .get("text"))
                .isEqualTo("Hello Bob");
        assertThat(
                        main.getCamelContext()
                                .createConsumerTemplate()
                                .receiveBody("seda:told", 60_000, Map.class)
                                .get("text"))
                .isEqualTo("Hello us");
    }

    @Test
    void anInvalidWorkflowStopsTheStartWithAllThatIsWrong() throws Exception {
        write(
                "broken.gorgon.yaml",
                """
                name: Broken
                steps:
                  - id: a
                    type: claud_code
                  - id: b
                    type: llm
                    params: {prompt: "${nobody}"}
                """);

        assertThatThrownBy(() -> start(in("*.gorgon.yaml")))
                .hasMessageContaining("broken.gorgon.yaml:4:")
                .hasMessageContaining("broken.gorgon.yaml:7:")
                .hasMessageContaining("claude_code");
    }

    @Test
    void aChangedFileIsForRunsThatBeginLater() throws Exception {
        write("greeting.gorgon.yaml", greeting("Hello"));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ScriptedStep.script(
                "prepare",
                call -> {
                    running.countDown();
                    assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                    return "done";
                });
        main.configure().setRoutesReloadEnabled(true);
        main.configure().setRoutesReloadDirectory(folder.toString());
        main.configure().setRoutesReloadPattern("*.gorgon.yaml");
        start(in("*.gorgon.yaml"));

        CompletableFuture<Object> early = CompletableFuture.supplyAsync(() -> text("greeting"));
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        ScriptedStep.clear();
        write("greeting.gorgon.yaml", greeting("Good evening"));
        goOn.countDown();

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> text("greeting").equals("Good evening you"));
        assertThat(early.get(60, TimeUnit.SECONDS)).isEqualTo("Hello you");
        write("greeting.gorgon.yaml", greeting("Good night"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> text("greeting").equals("Good night you"));
    }
}
