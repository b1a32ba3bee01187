package io.gorgon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummarizeFilesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path inbox;
    @TempDir Path configuration;

    /** Runs the route on the folder with a mock that answers by this script. */
    private void whileRunning(String script, Consumer<Main> action) throws Exception {
        Path config = configuration.resolve("gorgon.yaml");
        Files.writeString(configuration.resolve("script.yaml"), script);
        Files.writeString(config, "llm: {mode: local, providers: {mock: {script: script.yaml}}}");
        Main main = new Main();
        main.configure()
                .withRoutesIncludePattern("file:summarize-files/summarize-files.camel.yaml");
        main.addInitialProperty("camel.component.gorgon-llm.config", config.toString());
        main.addOverrideProperty("SUMMARIZE_FOLDER", inbox.toString());
        main.start();
        try {
            action.accept(main);
        } finally {
            main.stop();
        }
    }

    private void awaitContent(String file, String content) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(inbox.resolve(file)).exists().content().contains(content));
    }

    @Test
    void theSummaryOfAFileIsWrittenBesideIt() throws Exception {
        Files.writeString(inbox.resolve("letter.txt"), "A long letter about a short story.");
        whileRunning(
                "answers: [{when: {prompt: 'short story'}, reply: 'It is about a story.'}]",
                main -> awaitContent("letter.summary.md", "It is about a story."));
        assertThat(inbox.resolve("letter.txt")).exists();
    }

    @Test
    void aFileIsSummarisedOnceAlsoAfterARestart() throws Exception {
        Files.writeString(inbox.resolve("letter.txt"), "A letter.");
        whileRunning(
                "answers: [{reply: first}]", main -> awaitContent("letter.summary.md", "first"));
        Files.writeString(inbox.resolve("other.txt"), "Another letter.");
        whileRunning(
                "answers: [{reply: second}]", main -> awaitContent("other.summary.md", "second"));
        assertThat(inbox.resolve("letter.summary.md")).content().isEqualTo("first");
    }

    @Test
    void whyAFileCouldNotBeSummarisedIsWrittenBesideItAndTheNextOneFollows() throws Exception {
        Files.writeString(inbox.resolve("a.txt"), "poison");
        Files.writeString(inbox.resolve("b.txt"), "harmless");
        whileRunning(
                """
                answers:
                  - when: {prompt: poison}
                    error: context_window_exceeded
                  - reply: fine
                """,
                main -> {
                    awaitContent("a.error.md", "No summary of a.txt");
                    awaitContent("b.summary.md", "fine");
                });
        assertThat(inbox.resolve("a.summary.md")).doesNotExist();
    }
}
