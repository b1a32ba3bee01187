package io.gorgon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFolderTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ROUTES =
            "contract-folder/contract-folder.camel.yaml,file:contract-folder/contract-review.gorgon.yaml";

    /** Finds something in each section, and fails on one with poison. */
    private static final String SCRIPT =
            """
            answers:
              - when: {prompt: '(?s)<section>.*poison'}
                error: content_refused
              - when: {prompt: '(?s)<section>.*Rent'}
                reply: '- The rent is high.'
              - when: {prompt: '(?s)<section>.*End'}
                reply: '- It never ends.'
              - when: {prompt: '(?s)<section>'}
                reply: '- Nothing to settle.'
              - when: {prompt: '(?s)<findings>.*The rent is high.*It never ends'}
                reply: 'Settle %s.'
            """;

    @TempDir Path folder;
    @TempDir Path configuration;
    private Path inbox;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(folder.resolve("inbox"));
    }

    /** What a test does while the routes run. */
    private interface Action {
        void run() throws IOException;
    }

    private void whileRunning(String advice, Action action) throws IOException {
        whileRunning(advice, 100, action);
    }

    /**
     * @param quietMs how long nobody may have written to a file that is taken
     */
    private void whileRunning(String advice, int quietMs, Action action) throws IOException {
        Files.writeString(configuration.resolve("script.yaml"), SCRIPT.formatted(advice));
        Path config =
                Files.writeString(
                        configuration.resolve("gorgon.yaml"),
                        "llm: {mode: local, providers: {mock: {script: script.yaml}}}");
        RunningExample example =
                new RunningExample(
                        ROUTES,
                        config,
                        Map.of(
                                "CONTRACT_FOLDER",
                                folder.toString(),
                                "CONTRACT_QUIET_MS",
                                String.valueOf(quietMs)));
        try {
            action.run();
        } finally {
            example.close();
        }
    }

    private static String contract(String title) {
        return "# " + title + "\n\nBetween A and B.\n\n## Rent\n\n1000.\n\n## End\n\nNever.\n";
    }

    private void drop(String name, String content) throws IOException {
        Files.writeString(inbox.resolve(name), content);
    }

    private static void awaitFile(Path file) {
        await().atMost(LONG).until(() -> Files.exists(file));
    }

    private Path report(String name) {
        return folder.resolve("report").resolve(name);
    }

    private Path done(String name) {
        return inbox.resolve(".done").resolve(name);
    }

    private Path failed(String name) {
        return inbox.resolve(".failed").resolve(name);
    }

    @Test
    void theReportHasTheFindingsOnAllSectionsInTheirOrder() throws IOException {
        drop("lease.md", contract("Lease"));
        whileRunning(
                "both",
                () -> {
                    awaitFile(done("lease.md"));
                });
        assertThat(report("lease.md"))
                .content()
                .isEqualTo(
                        """
                        # Review of lease.md

                        ## Before signing

                        Settle both.

                        ## Section by section

                        - Nothing to settle.

                        - The rent is high.

                        - It never ends.
                        """);
        assertThat(inbox.resolve("lease.md")).doesNotExist();
        assertThat(done("lease.md")).content().isEqualTo(contract("Lease"));
    }

    @Test
    void filesThatComeAtTheSameTimeAreAllReviewedAlsoWhenSomeOfThemFail() throws IOException {
        whileRunning(
                "both",
                () -> {
                    IntStream.range(0, 6)
                            .parallel()
                            .forEach(
                                    i -> {
                                        try {
                                            drop("c" + i + ".md", contract("Contract " + i));
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    });
                    drop("bad.md", "# Bad\n\n## Fine\n\nYes.\n\n## Poison\n\npoison\n");
                    drop("empty.md", " \n");
                    drop("large.md", "x".repeat(1_000_001));
                    drop("notes.txt", "no contract");
                    for (int i = 0; i < 6; i++) {
                        awaitFile(done("c" + i + ".md"));
                        assertThat(report("c" + i + ".md")).content().contains("Settle both.");
                    }
                    for (String name : List.of("bad.md", "empty.md", "large.md")) {
                        awaitFile(failed(name));
                        assertThat(report(name)).doesNotExist();
                    }
                });
        assertThat(failed("bad.md.reason.txt"))
                .content()
                .startsWith("Workflow 'contract-review' failed: Step 'sections' failed: ");
        assertThat(failed("empty.md.reason.txt")).content().isEqualTo("the contract is empty");
        assertThat(failed("large.md.reason.txt"))
                .content()
                .isEqualTo("the contract is larger than 1000000 bytes");
        assertThat(failed("bad.md")).content().contains("poison");
        assertThat(inbox.resolve("notes.txt")).exists();
        try (Stream<Path> reports = Files.list(folder.resolve("report"))) {
            assertThat(reports).hasSize(6);
        }
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAloneUntilItIsWhole() throws IOException {
        Path slow = inbox.resolve("slow.md");
        whileRunning(
                "both",
                2000,
                () -> {
                    try (Writer writer =
                            Files.newBufferedWriter(slow, StandardOpenOption.CREATE_NEW)) {
                        String whole = contract("Slow");
                        int half = whole.indexOf("## End");
                        writer.append(whole.substring(0, half)).flush();
                        drop("quick.md", contract("Quick"));
                        // Every now and then a word, until the other file is done.
                        await().atMost(LONG)
                                .until(
                                        () -> {
                                            writer.append(" and").flush();
                                            return Files.exists(done("quick.md"));
                                        });
                        assertThat(slow).exists();
                        writer.append("\n\n").append(whole.substring(half)).flush();
                        awaitFile(done("slow.md"));
                    }
                });
        assertThat(report("slow.md")).content().contains("- It never ends.");
        assertThat(done("slow.md")).content().endsWith("Never.\n");
    }

    @Test
    void aContractThatIsDoneIsNotPaidAgainAfterARestartAndAChangedOneIs() throws IOException {
        drop("lease.md", contract("Lease"));
        drop("bad.md", "# Bad\n\n## Poison\n\npoison\n");
        whileRunning(
                "first",
                () -> {
                    awaitFile(done("lease.md"));
                    awaitFile(failed("bad.md"));
                });
        assertThat(report("lease.md")).content().contains("Settle first.");

        drop("lease.md", contract("Lease"));
        drop("bad.md", contract("Better"));
        drop("other.md", contract("Other"));
        // As a program leaves it that is killed in the middle.
        drop("other.md.camelLock", "");
        whileRunning(
                "second",
                () -> {
                    awaitFile(done("other.md"));
                    awaitFile(done("bad.md"));
                    await().atMost(LONG).until(() -> !Files.exists(inbox.resolve("lease.md")));
                    assertThat(report("lease.md")).content().contains("Settle first.");
                    assertThat(report("bad.md")).content().contains("Settle second.");

                    drop("lease.md", contract("Another"));
                    await().atMost(LONG)
                            .untilAsserted(
                                    () ->
                                            assertThat(report("lease.md"))
                                                    .content()
                                                    .contains("Settle second."));
                });
    }
}
