package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is a shell script; there is none for Windows. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir private Path folder;
    private LauncherSandbox sandbox;

    @BeforeEach
    void makeProject() throws IOException {
        sandbox = new LauncherSandbox(folder.toRealPath());
    }

    private void assertFails(LauncherSandbox.Result result, String sentence) {
        assertThat(result.err()).contains(sentence);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aMissingJavaIsNamed() throws IOException {
        sandbox.delete(sandbox.jdk.resolve("bin/java"));
        assertFails(sandbox.start("ask", "hi"), "Java is missing: install a JDK 17 or newer");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws IOException {
        sandbox.environment("JAVA_HOME", "/nowhere");
        assertFails(sandbox.start("ask", "hi"), "JAVA_HOME is /nowhere, but there is no bin/java");
    }

    @Test
    void anOldJavaIsNamed() throws IOException {
        sandbox.java("11.0.2");
        assertFails(sandbox.start("ask", "hi"), "Java 11 (");
    }

    @Test
    void aVersionWithALeadingOneIsAnOldJava() throws IOException {
        sandbox.java("1.8.0_392");
        assertFails(sandbox.start("ask", "hi"), "Java 8 (");
    }

    @Test
    void aRuntimeWithoutACompilerCannotBuild() throws IOException {
        sandbox.delete(sandbox.jdk.resolve("bin/javac"));
        assertFails(sandbox.start("ask", "hi"), "has no compiler (javac): install a JDK 17");
    }

    @Test
    void aMissingMavenIsNamed() throws IOException {
        sandbox.delete(sandbox.maven());
        assertFails(sandbox.start("ask", "hi"), "Maven is missing: install Maven 3.8 or newer");
    }

    @Test
    void anOldMavenIsNamed() throws IOException {
        sandbox.maven("3.6.3", LauncherSandbox.MAKE_JARS);
        assertFails(sandbox.start("ask", "hi"), "Maven 3.6 is too old: install Maven 3.8 or newer");
    }

    @Test
    void aBuiltProjectNeedsNeitherMavenNorCompiler() throws IOException {
        sandbox.buildByHand();
        sandbox.delete(sandbox.maven());
        sandbox.delete(sandbox.jdk.resolve("bin/javac"));
        assertThat(sandbox.start("ask", "hi").exitCode()).isEqualTo(7);
    }

    @Test
    void theFirstStartBuildsAndTheNextOnesReuseIt() throws IOException {
        LauncherSandbox.Result first = sandbox.start("ask", "hi");
        assertThat(first.exitCode()).isEqualTo(7);
        assertThat(first.err()).contains("Building Gorgon, once");
        LauncherSandbox.Result second = sandbox.start("ask", "hi");
        assertThat(second.exitCode()).isEqualTo(7);
        assertThat(second.err()).isEmpty();
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void aBuildByHandIsUsed() throws IOException {
        sandbox.buildByHand();
        assertThat(sandbox.start("ask", "hi").exitCode()).isEqualTo(7);
        assertThat(sandbox.builds()).isZero();
    }

    @Test
    void aBuildByHandOfOneModuleIsNotEnough() throws IOException {
        sandbox.buildByHand();
        LauncherSandbox.write(
                sandbox.home.resolve("camel-gorgon-llm-component/target/camel-gorgon-llm-1.jar"),
                "newer than its copy");
        sandbox.start("ask", "hi");
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void aChangedSourceIsBuiltOnce() throws IOException {
        sandbox.start("ask", "hi");
        sandbox.age(Duration.ofHours(1));
        LauncherSandbox.write(
                sandbox.home.resolve("camel-gorgon-llm-component/src/main/A.java"), "changed");
        LauncherSandbox.Result rebuilt = sandbox.start("ask", "hi");
        assertThat(rebuilt.err()).contains("Building Gorgon again");
        sandbox.start("ask", "hi");
        assertThat(sandbox.builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndWhereItIs() throws IOException {
        sandbox.maven("3.9.1", "echo 'first line'; echo 'cannot compile'; exit 1");
        LauncherSandbox.Result result = sandbox.start("ask", "hi");
        Path log = sandbox.home.resolve("target/gorgon-build.log");
        assertThat(result.err()).contains("cannot compile").contains(log.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(Files.readString(log)).contains("first line");
        assertThat(sandbox.home.resolve("target/gorgon-build.lock")).doesNotExist();
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws IOException {
        Process first = sandbox.begin(sandbox.home, "./gorgon", "ask", "hi");
        Process second = sandbox.begin(sandbox.home, "./gorgon", "ask", "hi");
        assertThat(LauncherSandbox.end(first).exitCode()).isEqualTo(7);
        assertThat(LauncherSandbox.end(second).exitCode()).isEqualTo(7);
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void theLockOfABuildThatDiedIsTakenOver() throws Exception {
        Process died = sandbox.begin(sandbox.home, "sh", "-c", "true");
        died.waitFor();
        LauncherSandbox.write(
                sandbox.home.resolve("target/gorgon-build.lock/pid"), died.pid() + "\n");
        assertThat(sandbox.start("ask", "hi").exitCode()).isEqualTo(7);
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void aSymbolicLinkStartsItFromAnywhere() throws IOException {
        sandbox.buildByHand();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link =
                Files.createSymbolicLink(elsewhere.resolve("g"), sandbox.home.resolve("gorgon"));
        LauncherSandbox.Result result =
                LauncherSandbox.end(sandbox.begin(elsewhere, link.toString(), "ask", "hi"));
        assertThat(result.out()).contains("-Dgorgon.home=" + sandbox.home + "\n");
        assertThat(result.exitCode()).isEqualTo(7);
    }

    @Test
    void argumentsArriveAsTheyWere() throws IOException {
        sandbox.buildByHand();
        LauncherSandbox.Result result = sandbox.start("ask", "two words", "*", "$HOME", "");
        assertThat(result.out()).endsWith("io.gorgon.cli.Main\nask\ntwo words\n*\n$HOME\n\n");
    }

    @Test
    void shortCommandsStartFastAndRoutesRunFast() throws IOException {
        sandbox.buildByHand();
        String shortRun = "-XX:TieredStopAtLevel=1";
        assertThat(sandbox.start("--config", "routes", "ask", "hi").out())
                .contains(shortRun, "-XX:SharedArchiveFile=");
        assertThat(sandbox.start("--config", "x.yaml", "routes", "a.yaml").out())
                .doesNotContain(shortRun);
    }

    @Test
    void aPipeIsNotATerminal() throws IOException {
        sandbox.buildByHand();
        assertThat(sandbox.start("ask", "hi").out()).contains("-Dgorgon.terminals=\n");
    }
}
