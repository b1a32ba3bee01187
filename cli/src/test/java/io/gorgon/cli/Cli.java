package io.gorgon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs commands in this JVM, in surroundings of the test's own. */
final class Cli {

    /** How a command ended. */
    record Result(int exitCode, String out, String err) {

        /** Standard output, which has to be one JSON document and nothing else. */
        JsonNode json() {
            try {
                return LlmHttpClient.JSON
                        .reader()
                        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not one JSON document: " + out, e);
            }
        }
    }

    final Cancellation interruption = new Cancellation();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private byte[] input = new byte[0];
    private boolean terminal;
    private Path home;

    Cli(Path directory) {
        this(directory, directory);
    }

    /**
     * @param userHome where commands keep what they keep, which has to be the test's own
     */
    Cli(Path directory, Path userHome) {
        this.directory = directory;
        environment.put("HOME", userHome.toString());
    }

    /** Writes the configuration that the commands find in their directory. */
    Cli config(String yaml) {
        return file("gorgon.yaml", yaml);
    }

    /** Configures one Ollama, which may fetch models, and nothing else. */
    Cli ollama(String baseUrl) {
        return config(
                "llm:\n  mode: local\n  allow_pull: true\n  providers:\n    ollama:\n      enabled: true\n      base_url: \""
                        + baseUrl
                        + "\"\n");
    }

    Cli file(String name, String content) {
        try {
            Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Cli input(byte[] bytes) {
        input = bytes;
        return this;
    }

    Cli input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    Cli variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Cli home(Path folder) {
        home = folder;
        return this;
    }

    Cli onTerminal() {
        terminal = true;
        return this;
    }

    /** What is on standard output at this moment. */
    String outSoFar() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What is on standard error at this moment. */
    String errSoFar() {
        return err.toString(StandardCharsets.UTF_8);
    }

    Result run(String... arguments) {
        Surroundings surroundings =
                new Surroundings(
                        new ByteArrayInputStream(input),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        terminal,
                        terminal,
                        environment::get,
                        directory,
                        home,
                        interruption);
        out.reset();
        err.reset();
        int exitCode = new GorgonCli(surroundings).run(arguments);
        return new Result(exitCode, outSoFar(), errSoFar());
    }
}
