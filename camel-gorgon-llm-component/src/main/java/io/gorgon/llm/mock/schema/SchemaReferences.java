package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Follows references inside one schema document. */
final class SchemaReferences {

    private final JsonNode root;

    SchemaReferences(JsonNode root) {
        this.root = root;
    }

    /** What a reference stands for; empty when nothing in this document. */
    Optional<JsonNode> find(String reference) {
        if (!reference.contains("#")) {
            return Optional.ofNullable(identified(root, "$id", reference));
        }
        String fragment = fragment(reference);
        JsonNode found =
                fragment.isEmpty() || fragment.startsWith("/")
                        ? at(fragment)
                        : identified(root, "$anchor", fragment);
        return Optional.ofNullable(found);
    }

    private JsonNode at(String pointer) {
        JsonNode found = root.at(JsonPointer.compile(pointer));
        return found.isMissingNode() ? null : found;
    }

    private static String fragment(String reference) {
        try {
            String fragment = new URI(reference).getFragment();
            return fragment == null ? "" : fragment;
        } catch (URISyntaxException e) {
            // People write characters into fragments that a URI has to escape.
            return reference.substring(reference.indexOf('#') + 1);
        }
    }

    private static JsonNode identified(JsonNode node, String keyword, String value) {
        if (node.isObject() && value.equals(node.path(keyword).textValue())) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = identified(child, keyword, value);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
