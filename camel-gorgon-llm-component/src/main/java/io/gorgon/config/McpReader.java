package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.mcp.McpServerSettings;
import io.gorgon.mcp.McpSettings;
import io.gorgon.mcp.McpTransportKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code mcp} of a configuration without problems. */
final class McpReader {

    private McpReader() {}

    static McpSettings read(ConfigDocument document, Mode mode) {
        return new McpSettings(
                McpBlock.all(document).stream().map(block -> server(document, block)).toList(),
                mode == Mode.LOCAL);
    }

    /** What loads but is likely not meant. */
    static List<ConfigProblem> warnings(ConfigDocument document, Mode mode) {
        List<ConfigProblem> warnings = new ArrayList<>();
        for (McpBlock block : McpBlock.all(document)) {
            if (block.url().isEmpty() || block.addressPolicy() != AddressPolicy.ANYWHERE) {
                continue;
            }
            if (mode == Mode.LOCAL) {
                warnings.add(
                        document.atKey(
                                block.place(),
                                ConfigDocument.label(block.place())
                                        + " cannot be called: it is not local and the mode is local"
                                        + advice(block)));
            } else if (exposed(block)) {
                JsonPointer url = block.place().appendProperty("url");
                warnings.add(
                        document.atValue(
                                url,
                                ConfigDocument.label(url)
                                        + " sends keys and data unencrypted; use https://, or add"
                                        + " local: true if the server is in the private network"));
            }
        }
        return warnings;
    }

    private static String advice(McpBlock block) {
        HostKind host = block.url().orElseThrow().host();
        boolean mayBePrivate =
                block.local().isEmpty() && (host == HostKind.PRIVATE || host == HostKind.NAME);
        return mayBePrivate
                ? "; if the server is in the private network, add local: true"
                : "; use mode hybrid to have both";
    }

    private static boolean exposed(McpBlock block) {
        BaseUrl url = block.url().orElseThrow();
        return !url.encrypted() && (url.host() == HostKind.PUBLIC || url.host() == HostKind.NAME);
    }

    private static McpServerSettings server(ConfigDocument document, McpBlock block) {
        JsonNode usual = Defaults.instance().mcp();
        McpTransportKind transport = block.transport().orElseThrow();
        boolean stdio = transport == McpTransportKind.STDIO;
        return new McpServerSettings(
                block.name(),
                document.whereKey(block.place()),
                transport,
                block.command(),
                environment(block, usual),
                variables(block),
                directory(document, block),
                block.exactUrl().orElse(null),
                stdio ? AddressPolicy.LOOPBACK : block.addressPolicy(),
                block.credential(),
                block.keys().path("api_key_env").textValue(),
                Duration.ofMillis(number(block, usual, "timeout_ms")),
                number(block, usual, "max_response_bytes"));
    }

    private static long number(McpBlock block, JsonNode usual, String key) {
        return block.keys().path(key).asLong(usual.path(key).longValue());
    }

    private static List<String> environment(McpBlock block, JsonNode usual) {
        JsonNode own = block.keys().path("environment");
        List<String> names = new ArrayList<>();
        (own.isArray() ? own : usual.path("environment"))
                .forEach(name -> names.add(name.textValue()));
        return List.copyOf(names);
    }

    private static Map<String, String> variables(McpBlock block) {
        Map<String, String> variables = new LinkedHashMap<>();
        block.keys()
                .path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        return variables;
    }

    private static Path directory(ConfigDocument document, McpBlock block) {
        JsonNode directory = block.keys().path("directory");
        return directory.isTextual()
                ? document.folderOf(block.place().appendProperty("directory"))
                        .resolve(directory.textValue())
                        .normalize()
                : null;
    }
}
