package io.gorgon.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a result of what the SDK read. */
final class Results {

    private Results() {}

    static McpResult of(CallToolResult result) {
        List<String> texts = new ArrayList<>();
        List<Map<String, Object>> others = new ArrayList<>();
        if (result.content() != null) {
            for (Content block : result.content()) {
                if (block instanceof TextContent text) {
                    texts.add(text.text());
                } else if (block instanceof EmbeddedResource embedded
                        && embedded.resource() instanceof TextResourceContents text) {
                    texts.add(text.text());
                } else {
                    others.add(map(JacksonJson.INSTANCE.convertValue(block, Map.class)));
                }
            }
        }
        return new McpResult(
                String.join("\n", texts),
                result.structuredContent() instanceof Map<?, ?> structured ? map(structured) : null,
                List.copyOf(others));
    }

    private static Map<String, Object> map(Map<?, ?> source) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return Collections.unmodifiableMap(copy);
    }
}
