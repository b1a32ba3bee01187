package io.gorgon.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.PositionedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a file leaves out, from the jar. */
final class Defaults {

    private static final String RESOURCE = "defaults.yaml";

    private final JsonNode tree;

    private Defaults(JsonNode tree) {
        this.tree = tree;
    }

    private static final class Holder {
        static final Defaults INSTANCE = new Defaults(read());
    }

    static Defaults instance() {
        return Holder.INSTANCE;
    }

    private static JsonNode read() {
        try (InputStream in = Defaults.class.getResourceAsStream(RESOURCE)) {
            return PositionedYaml.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .tree();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String mode() {
        return tree.path("mode").textValue();
    }

    /** The types that come with Gorgon. */
    Set<String> types() {
        Set<String> types = new LinkedHashSet<>();
        tree.path("types").fieldNames().forEachRemaining(types::add);
        return types;
    }

    /** What providers of a type get; empty for a type that was added. */
    JsonNode type(String type) {
        return tree.path("types").path(type);
    }

    JsonNode timeouts(boolean local) {
        return tree.path("timeouts").path(local ? "local" : "cloud");
    }

    JsonNode failover() {
        return tree.path("failover");
    }

    JsonNode resilience(boolean local) {
        return tree.path("resilience").path(local ? "local" : "cloud");
    }

    long maxResponseBytes() {
        return tree.path("max_response_bytes").longValue();
    }

    JsonNode budget() {
        return tree.path("budget");
    }

    JsonNode hardware() {
        return tree.path("hardware");
    }

    JsonNode state() {
        return tree.path("state");
    }

    JsonNode shell() {
        return tree.path("shell");
    }

    JsonNode skills() {
        return tree.path("skills");
    }

    JsonNode consensus() {
        return tree.path("consensus");
    }

    JsonNode governor() {
        return tree.path("governor");
    }

    JsonNode mcp() {
        return tree.path("mcp");
    }

    JsonNode models() {
        return tree.path("models");
    }

    JsonNode prices() {
        return tree.path("prices");
    }
}
