package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds keys that stand in the file, where only the names of environment variables belong. Its
 * messages never hold a value.
 */
final class SecretGuard {

    private static final Set<String> VARIABLE_KEYS =
            Set.of("api_key_env", "user_env", "password_env");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");

    /** Amazon's access keys, which would pass for a variable's name. */
    private static final Pattern ACCESS_KEY = Pattern.compile("A[KS]IA[A-Z0-9]{12,}");

    private static final Pattern SURELY_A_KEY =
            Pattern.compile(
                    "(?:sk|pk|rk|gsk|xai|hf|nvapi|ghp|gho|glpat)[-_][A-Za-z0-9_-]{12,}"
                            + "|AIza[A-Za-z0-9_-]{20,}|Bearer\\s.*");
    private static final Set<String> NAMES =
            Set.of("key", "token", "secret", "password", "passwd", "pwd", "bearer", "credential");
    private static final Pattern NAME_ENDS =
            Pattern.compile(
                    ".*(?:apikey|accesskey|secretkey|privatekey|authkey|apitoken|accesstoken"
                            + "|authtoken|bearertoken|secret|password|authorization|credentials)");
    private static final Pattern PROVIDER_KEY =
            Pattern.compile("(?:anthropic|openai|ollama)(?:key|token)");

    /** A key that holds no credential but names the kind of one. */
    private static final Pattern KIND_OF_CREDENTIAL =
            Pattern.compile("/mcp/servers/[^/]+/credential");

    private static final Set<String> KINDS = Set.of("bearer", "api_key", "none");

    private final ConfigDocument document;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Set<JsonPointer> places = new HashSet<>();

    SecretGuard(ConfigDocument document) {
        this.document = document;
        walk(JsonPointer.empty(), document.tree());
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    /** Whether a problem of this value is told already, so that nothing else needs to name it. */
    boolean covers(JsonPointer pointer) {
        return places.contains(pointer);
    }

    private void walk(JsonPointer pointer, JsonNode node) {
        if (node.isTextual() && SURELY_A_KEY.matcher(node.textValue().strip()).matches()) {
            add(pointer, false, ConfigDocument.label(pointer) + " holds what looks like a key");
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            walk(pointer.appendIndex(i), node.get(i));
        }
        node.properties().forEach(entry -> entry(pointer, entry.getKey(), entry.getValue()));
    }

    private void entry(JsonPointer mapping, String name, JsonNode value) {
        JsonPointer pointer = mapping.appendProperty(name);
        if (VARIABLE_KEYS.contains(name)) {
            if (!namesVariable(value)) {
                add(
                        pointer,
                        false,
                        ConfigDocument.label(pointer)
                                + " must be the name of an environment variable (capital letters,"
                                + " digits and _), never the key itself");
            }
        } else if (namesKind(pointer, value)) {
            return;
        } else if (!value.isContainerNode() && namesSecret(name)) {
            add(pointer, true, ConfigDocument.label(pointer) + " would put a key into the file");
        } else if (SURELY_A_KEY.matcher(name).matches()) {
            add(
                    pointer,
                    true,
                    "a key of " + ConfigDocument.label(mapping) + " looks like a secret");
        } else {
            walk(pointer, value);
        }
    }

    private static boolean namesKind(JsonPointer pointer, JsonNode value) {
        return value.isTextual()
                && KINDS.contains(value.textValue())
                && KIND_OF_CREDENTIAL.matcher(pointer.toString()).matches();
    }

    /** Whether a text has the form of a key of a known provider. */
    static boolean isSurelyAKey(String text) {
        return SURELY_A_KEY.matcher(text.strip()).matches()
                || ACCESS_KEY.matcher(text.strip()).matches();
    }

    private static boolean namesVariable(JsonNode value) {
        return value.isTextual()
                && VARIABLE.matcher(value.textValue()).matches()
                && !ACCESS_KEY.matcher(value.textValue()).matches();
    }

    private static boolean namesSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return NAMES.contains(plain)
                || NAME_ENDS.matcher(plain).matches()
                || PROVIDER_KEY.matcher(plain).matches();
    }

    private void add(JsonPointer pointer, boolean atKey, String message) {
        String key = pointer.last().getMatchingProperty();
        String whole =
                message
                        + "; put the key into an environment variable and name that variable in "
                        + (VARIABLE_KEYS.contains(key) ? key : "api_key_env");
        places.add(pointer);
        problems.add(atKey ? document.atKey(pointer, whole) : document.atValue(pointer, whole));
    }
}
