package io.gorgon.mcp;

import java.util.List;
import java.util.Map;

/**
 * What a tool answered.
 *
 * @param text the text blocks and the texts of embedded resources, joined by line breaks; empty
 *     when there are none, never null
 * @param structured the structured content; null when the server gave none
 * @param others the blocks that are no text (images, sounds, links to resources, binary resources),
 *     as the protocol writes them; never null
 */
public record McpResult(
        String text, Map<String, Object> structured, List<Map<String, Object>> others) {}
