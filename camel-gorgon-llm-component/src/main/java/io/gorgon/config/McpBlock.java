package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.mcp.McpCredential;
import io.gorgon.mcp.McpTransportKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration says of one MCP server. Values of a wrong type count as left out, as the
 * schema tells of them.
 *
 * @param name never null
 * @param place where it is in the configuration; never null
 * @param keys never null, no mapping when the block is empty
 */
record McpBlock(String name, JsonPointer place, JsonNode keys) {

    static final JsonPointer ALL = JsonPointer.compile("/mcp/servers");

    /** All blocks in the order of the file. */
    static List<McpBlock> all(ConfigDocument document) {
        List<McpBlock> blocks = new ArrayList<>();
        document.at(ALL)
                .properties()
                .forEach(
                        entry ->
                                blocks.add(
                                        new McpBlock(
                                                entry.getKey(),
                                                ALL.appendProperty(entry.getKey()),
                                                entry.getValue())));
        return blocks;
    }

    /** How it is spoken to; empty when the block leaves it open. */
    Optional<McpTransportKind> transport() {
        Optional<McpTransportKind> named = McpTransportKind.find(keys.path("transport").asText(""));
        if (named.isPresent()) {
            return named;
        }
        if (keys.has("command") == keys.has("url")) {
            return Optional.empty();
        }
        return Optional.of(keys.has("url") ? McpTransportKind.HTTP : McpTransportKind.STDIO);
    }

    /**
     * The program and its arguments; empty when there is none.
     *
     * @throws IllegalArgumentException as {@link CommandWords#split} does
     */
    List<String> command() {
        JsonNode command = keys.path("command");
        if (command.isTextual()) {
            return CommandWords.split(command.textValue());
        }
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.asText()));
        return List.copyOf(words);
    }

    /**
     * The server's address; empty when there is none.
     *
     * @throws IllegalArgumentException as {@link BaseUrl#parse} does
     */
    Optional<BaseUrl> url() {
        JsonNode url = keys.path("url");
        return url.isTextual() ? Optional.of(BaseUrl.parse(url.textValue())) : Optional.empty();
    }

    /** The address as it is written: a slash at the end makes another resource. */
    Optional<URI> exactUrl() {
        return url().map(
                        url ->
                                keys.path("url").textValue().strip().endsWith("/")
                                        ? URI.create(url.uri() + "/")
                                        : url.uri());
    }

    Optional<Boolean> local() {
        JsonNode local = keys.path("local");
        return local.isBoolean() ? Optional.of(local.booleanValue()) : Optional.empty();
    }

    /** Which addresses it may be at. */
    AddressPolicy addressPolicy() {
        boolean loopback = url().filter(url -> url.host() == HostKind.LOOPBACK).isPresent();
        if (loopback && local().orElse(true)) {
            return AddressPolicy.LOOPBACK;
        }
        return local().orElse(false) ? AddressPolicy.PRIVATE : AddressPolicy.ANYWHERE;
    }

    McpCredential credential() {
        return McpCredential.find(keys.path("credential").asText(""))
                .orElse(keys.has("api_key_env") ? McpCredential.BEARER : McpCredential.NONE);
    }
}
