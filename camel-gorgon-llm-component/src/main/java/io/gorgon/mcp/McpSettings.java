package io.gorgon.mcp;

import java.util.List;
import java.util.Optional;

/**
 * The servers of a configuration.
 *
 * @param servers in the order of the file; never null
 * @param localOnly whether only local servers may be called
 */
public record McpSettings(List<McpServerSettings> servers, boolean localOnly) {

    public McpSettings {
        servers = List.copyOf(servers);
    }

    /** No servers. */
    public static McpSettings none() {
        return new McpSettings(List.of(), true);
    }

    /** The server of this name; case does not count. */
    public Optional<McpServerSettings> find(String name) {
        return servers.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
    }

    public List<String> names() {
        return servers.stream().map(McpServerSettings::name).toList();
    }
}
