package io.gorgon.mcp;

import io.gorgon.llm.http.AddressPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings of servers for tests. */
final class Servers {

    static final Duration LONG = Duration.ofSeconds(60);
    static final long LIMIT = 100_000;

    private Servers() {}

    static McpServerSettings program(String name, Path journal, String... misbehaviours) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:auto");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(LineServer.class.getName());
        command.add(journal.toString());
        command.addAll(List.of(misbehaviours));
        return program(name, command, null);
    }

    static McpServerSettings program(String name, List<String> command, Path directory) {
        return new McpServerSettings(
                name,
                "gorgon.yaml, line 3",
                McpTransportKind.STDIO,
                command,
                List.of("PATH", "TEST_TOKEN"),
                Map.of("LEVEL", "high"),
                directory,
                null,
                AddressPolicy.LOOPBACK,
                McpCredential.NONE,
                null,
                LONG,
                LIMIT);
    }

    static McpServerSettings at(
            URI url, McpTransportKind transport, AddressPolicy policy, McpCredential credential) {
        return new McpServerSettings(
                "issues",
                "gorgon.yaml, line 3",
                transport,
                List.of(),
                List.of(),
                Map.of(),
                null,
                url,
                policy,
                credential,
                credential == McpCredential.NONE ? null : "TEST_TOKEN",
                LONG,
                LIMIT);
    }
}
