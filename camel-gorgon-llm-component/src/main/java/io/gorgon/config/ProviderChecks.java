package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What is wrong with providers and the schema cannot see. */
final class ProviderChecks {

    /** Keys that only some types have, with those types. */
    private static final Map<String, Set<String>> OF_TYPES =
            Map.of(
                    "num_ctx", Set.of("ollama"),
                    "keep_alive", Set.of("ollama"),
                    "think", Set.of("ollama"),
                    "script", Set.of(ProviderBlock.MOCK));

    private static final Set<String> NOT_OF_MOCK = Set.of("api_key_env", "hardware");

    /** Tables that are ordered by types. */
    private static final List<JsonPointer> TABLES =
            List.of(JsonPointer.compile("/llm/models"), JsonPointer.compile("/llm/prices"));

    /** A key of such a table that is no type. */
    private static final JsonPointer UNKNOWN_PRICE = JsonPointer.compile("/llm/prices/unknown");

    private final ConfigDocument document;
    private final Supplier<Set<String>> addedTypes;
    private final List<ConfigProblem> problems = new ArrayList<>();

    /**
     * @param addedTypes the types of providers on the class path; is asked only for a type that is
     *     not built in
     */
    ProviderChecks(ConfigDocument document, Supplier<Set<String>> addedTypes) {
        this.document = document;
        this.addedTypes = addedTypes;
        ProviderBlock.all(document).forEach(this::check);
        TABLES.forEach(this::typesOf);
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    private void check(ProviderBlock block) {
        JsonNode type = block.keys().path("type");
        if (type.isTextual()) {
            knownType(block, type.textValue());
        } else if (block.type().isEmpty() && type.isMissingNode()) {
            atKey(
                    block.place(),
                    "needs a type, as its name is none: one of " + String.join(", ", builtIn()));
        }
        block.type().ifPresent(known -> keysOfType(block, known));
        address(block);
    }

    private static Set<String> builtIn() {
        return Defaults.instance().types();
    }

    private void knownType(ProviderBlock block, String type) {
        JsonPointer place = block.place().appendProperty("type");
        if (!type.isEmpty() && !known(type)) {
            problems.add(
                    document.atValue(
                            place,
                            ConfigDocument.label(place)
                                    + " is "
                                    + QuotedText.of(type)
                                    + ", but there are only "
                                    + alternatives(type)));
        }
    }

    private void typesOf(JsonPointer table) {
        document.at(table)
                .fieldNames()
                .forEachRemaining(
                        type -> {
                            if (!table.appendProperty(type).equals(UNKNOWN_PRICE) && !known(type)) {
                                problems.add(
                                        document.atKey(
                                                table.appendProperty(type),
                                                "there is no provider type "
                                                        + QuotedText.of(type)
                                                        + " for "
                                                        + ConfigDocument.label(table)
                                                        + ", there are only "
                                                        + alternatives(type)));
                            }
                        });
    }

    private boolean known(String type) {
        return builtIn().contains(type) || addedTypes.get().contains(type);
    }

    private String alternatives(String type) {
        Set<String> known = new LinkedHashSet<>(builtIn());
        known.addAll(addedTypes.get());
        return String.join(", ", known)
                + Nearest.of(type, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    private void keysOfType(ProviderBlock block, String type) {
        block.keys()
                .fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!belongs(key, type)) {
                                atKey(
                                        block.place().appendProperty(key),
                                        "does not belong to a provider of type "
                                                + QuotedText.of(type)
                                                + advice(key, type));
                            }
                        });
    }

    private static boolean belongs(String key, String type) {
        if (key.equals("options")) {
            return !builtIn().contains(type);
        }
        if (type.equals(ProviderBlock.MOCK) && NOT_OF_MOCK.contains(key)) {
            return false;
        }
        return !OF_TYPES.containsKey(key) || OF_TYPES.get(key).contains(type);
    }

    private static String advice(String key, String type) {
        if (OF_TYPES.containsKey(key) && !builtIn().contains(type)) {
            return "; put what such a provider wants to know under options";
        }
        return OF_TYPES.containsKey(key)
                ? ", only to one of type " + String.join(", ", OF_TYPES.get(key))
                : "";
    }

    private void address(ProviderBlock block) {
        JsonPointer urlPlace = block.place().appendProperty("base_url");
        JsonPointer localPlace = block.place().appendProperty("local");
        try {
            HostKind host = block.baseUrl().map(BaseUrl::host).orElse(HostKind.LOOPBACK);
            if (!block.local().orElse(false)) {
                return;
            }
            if (host == HostKind.PUBLIC) {
                problems.add(
                        document.atValue(
                                localPlace,
                                ConfigDocument.label(localPlace)
                                        + " cannot be true, as base_url is an address of the public"
                                        + " network"));
            } else if (document.at(urlPlace).isMissingNode() && host == HostKind.NAME) {
                problems.add(
                        document.atValue(
                                localPlace,
                                ConfigDocument.label(localPlace)
                                        + " needs the base_url of the server in the private"
                                        + " network"));
            }
        } catch (IllegalArgumentException badUrl) {
            if (!document.at(urlPlace).asText().isEmpty()) {
                problems.add(
                        document.atValue(
                                urlPlace,
                                ConfigDocument.label(urlPlace) + " " + badUrl.getMessage()));
            }
        }
    }

    private void atKey(JsonPointer place, String message) {
        problems.add(document.atKey(place, ConfigDocument.label(place) + " " + message));
    }
}
