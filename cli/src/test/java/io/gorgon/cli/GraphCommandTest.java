package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {

    private static final String WORKFLOW =
            """
            name: Review
            inputs: {text: {type: string, required: true}}
            outputs: [verdict]
            steps:
              - id: read
                type: llm
                params: {prompt: "Read ${text}"}
                outputs: [summary]
              - id: ask
                type: approval
                params: {prompt: "Go on?"}
              - id: judge
                type: llm
                params: {prompt: "Judge ${summary}"}
                outputs: [verdict]
            """;

    @TempDir private Path folder;
    @TempDir private Path userHome;
    private Cli cli;

    @BeforeEach
    void write() {
        cli = new Cli(folder, userHome).file("review.yaml", WORKFLOW);
    }

    @Test
    void aWorkflowIsPrintedAsMermaid() {
        Cli.Result result = cli.run("graph", "review.yaml");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("flowchart TD\n").contains("read", "ask", "judge");
    }

    @Test
    void anSvgGoesToStandardOutputWhereverTheOptionStands() {
        assertThat(cli.run("graph", "review.yaml", "--svg").out()).startsWith("<svg ");
        assertThat(cli.run("graph", "--svg", "review.yaml").out()).startsWith("<svg ");
        assertThat(folder.resolve("review.yaml")).hasContent(WORKFLOW);
    }

    @Test
    void anSvgGoesIntoAFileAsAWhole() throws Exception {
        Cli.Result result = cli.run("graph", "review.yaml", "--svg", "out.svg");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("out.svg");
        assertThat(folder.resolve("out.svg")).content().startsWith("<svg ").endsWith("</svg>\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("review.yaml", "out.svg");
        }
    }

    @Test
    void aDrawingReplacesTheOneBefore() {
        cli.file("out.html", "old");
        assertThat(cli.run("graph", "--html", "out.html", "review.yaml").exitCode()).isZero();
        assertThat(folder.resolve("out.html")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void aWorkflowIsNeverOverwritten() {
        cli.file("other.yaml", "mine");
        Cli.Result result = cli.run("graph", "review.yaml", "--svg", "other.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("other.yaml")).hasContent("mine");
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        Cli.Result result = cli.run("graph", "review.yaml", "--svg", "missing/out.svg");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("missing").contains("no such directory");
    }

    @Test
    void twoKindsOfDrawingsAtATimeAreRefused() {
        Cli.Result result = cli.run("graph", "review.yaml", "--svg", "--html");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--svg").contains("--html");
    }

    @Test
    void aMissingFileNameIsWrongUse() {
        Cli.Result result = cli.run("graph", "--svg");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("gorgon graph review.yaml");
    }

    @Test
    void eachProblemStandsOnALineOfItsOwn() {
        cli.file("bad.yaml", "name: Bad\nsteps:\n  - {id: a, type: lmm}\n  - {id: b, type: x}\n");
        assertThat(cli.run("graph", "bad.yaml").err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("error: bad.yaml:3:19: "),
                        line -> assertThat(line).startsWith("error: bad.yaml:4:19: "));
    }

    @Test
    void anInvalidWorkflowIsToldWithItsPlace() {
        cli.file("bad.yaml", "name: Bad\nsteps:\n  - id: a\n    type: lmm\n");
        Cli.Result result = cli.run("graph", "bad.yaml");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("bad.yaml").contains("lmm").doesNotContain("\tat ");
    }
}
