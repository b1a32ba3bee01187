package io.gorgon.mcp;

import io.gorgon.llm.http.AddressPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One server of a configuration. Immutable; holds the names of variables with keys, never a key.
 *
 * @param name never null
 * @param definedAt where it is configured, for messages, such as {@code gorgon.yaml, line 12};
 *     never null
 * @param transport never null
 * @param command the program and its arguments; empty when it is not a program
 * @param environment the names of the variables that the program gets; never null
 * @param variables further variables of the program, with their values; never null
 * @param directory where the program is started; null for the current folder
 * @param url the server's address, with its path; null for a program
 * @param addressPolicy the addresses that the server may be at; never null
 * @param credential how the key is sent; never null
 * @param apiKeyEnv the variable that holds the key; null when none is sent
 * @param timeout the most time for one call; positive
 * @param maxResponseBytes the largest answer, in bytes; positive
 */
public record McpServerSettings(
        String name,
        String definedAt,
        McpTransportKind transport,
        List<String> command,
        List<String> environment,
        Map<String, String> variables,
        Path directory,
        URI url,
        AddressPolicy addressPolicy,
        McpCredential credential,
        String apiKeyEnv,
        Duration timeout,
        long maxResponseBytes) {

    public McpServerSettings {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        variables = Map.copyOf(variables);
    }

    /** Whether calling it stays on this machine and the private network. */
    public boolean local() {
        return addressPolicy != AddressPolicy.ANYWHERE;
    }
}
