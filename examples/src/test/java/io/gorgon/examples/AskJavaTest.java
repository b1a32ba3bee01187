package io.gorgon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AskJavaTest {

    @Test
    void theProgramPrintsTheAnswerOfTheModel() throws Exception {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "ask-java/Ask.java",
                        "Why is the sky blue?");
        program.environment().put("GORGON_CONFIG", "ask-java/mock.yaml");
        program.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = program.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).contains("mock").contains("Why is the sky blue?");
        assertThat(process.exitValue()).isZero();
    }
}
