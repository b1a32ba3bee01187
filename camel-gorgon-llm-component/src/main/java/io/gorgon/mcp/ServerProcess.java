package io.gorgon.mcp;

import io.gorgon.yaml.QuotedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of a server. It inherits no variable of the environment but those that are listed.
 */
final class ServerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

    private static final int LONGEST_LOG_LINE = 4096;
    private static final long PATIENCE_MILLIS = 1000;

    private final McpServerSettings settings;
    private final KnownSecrets secrets;
    private final Process process;
    private volatile String lastWords = "";

    private ServerProcess(McpServerSettings settings, KnownSecrets secrets, Process process) {
        this.settings = settings;
        this.secrets = secrets;
        this.process = process;
    }

    /**
     * Starts the program.
     *
     * @throws McpRequestException if it cannot be started
     */
    static ServerProcess start(
            McpServerSettings settings,
            Function<String, String> environment,
            KnownSecrets secrets) {
        ProcessBuilder builder = new ProcessBuilder(settings.command());
        if (settings.directory() != null) {
            builder.directory(settings.directory().toFile());
        }
        Map<String, String> variables = builder.environment();
        variables.clear();
        for (String name : settings.environment()) {
            String value = environment.apply(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(settings.variables());
        try {
            ServerProcess server = new ServerProcess(settings, secrets, builder.start());
            server.drainErrors();
            return server;
        } catch (IOException e) {
            throw new McpRequestException(
                    "MCP server '"
                            + settings.name()
                            + "' cannot be started: the program "
                            + QuotedText.of(settings.command().get(0))
                            + " cannot be run"
                            + (settings.directory() == null ? "" : " in " + settings.directory())
                            + "; check that it is installed and correct it ("
                            + settings.definedAt()
                            + ")");
        }
    }

    private void drainErrors() {
        Daemons.start(
                "gorgon-mcp-log-" + settings.name(),
                () -> {
                    BoundedLines lines =
                            BoundedLines.cutting(process.getErrorStream(), LONGEST_LOG_LINE);
                    try {
                        for (String line = lines.next(); line != null; line = lines.next()) {
                            logged(line);
                        }
                    } catch (IOException closed) {
                        LOG.debug("the log of MCP server '{}' ended", settings.name());
                    }
                });
    }

    private void logged(String line) {
        String hidden = secrets.hide(line);
        if (!hidden.isEmpty()) {
            lastWords = hidden;
            LOG.debug("MCP server '{}': {}", settings.name(), hidden);
        }
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** How it ended, for a message: the end of a sentence that starts with the server. */
    String ending() {
        String how =
                process.isAlive()
                        ? " closed its output"
                        : " ended with exit code " + process.exitValue();
        return lastWords.isEmpty() ? how : how + "; its last words: " + lastWords;
    }

    /**
     * Ends the program and all that it started: first it may see the end of its input, then it is
     * asked to end, then it is killed (MCP 2025-06-18, Lifecycle, Shutdown).
     */
    void kill() {
        Set<ProcessHandle> tree = new LinkedHashSet<>(tree());
        if (endsSoon()) {
            tree.forEach(ProcessHandle::destroyForcibly);
            return;
        }
        tree.addAll(tree());
        tree.forEach(ProcessHandle::destroy);
        endsSoon();
        tree.addAll(tree());
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> tree() {
        List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
        tree.add(process.toHandle());
        return tree;
    }

    private boolean endsSoon() {
        try {
            return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
