package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.mcp.McpCredential;
import io.gorgon.mcp.McpTransportKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What is wrong with MCP servers and the schema cannot see. */
final class McpChecks {

    private static final List<String> OF_STDIO =
            List.of("command", "environment", "variables", "directory");
    private static final List<String> OF_HTTP =
            List.of("url", "local", "credential", "api_key_env");

    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "(?i)(?:.*_)?(?:TOKEN|KEY|APIKEY|SECRET|PASSWORD|PASSWD|PWD|PASSPHRASE|CREDENTIALS?|PAT)");

    /** An option that carries a secret, in a form that holds the value: {@code --token=...}. */
    private static final Pattern SECRET_OPTION =
            Pattern.compile(
                    "(?i)--?(?:[a-z0-9_-]*[-_])?(?:token|key|apikey|secret|password|passwd)(=.+)?");

    private static final String INSTEAD =
            "; put it into an environment variable and name that variable under environment";

    private final ConfigDocument document;
    private final SecretGuard secrets;
    private final List<ConfigProblem> problems = new ArrayList<>();

    McpChecks(ConfigDocument document, SecretGuard secrets) {
        this.document = document;
        this.secrets = secrets;
        Map<String, String> names = new HashMap<>();
        for (McpBlock block : McpBlock.all(document)) {
            String other = names.putIfAbsent(block.name().toLowerCase(Locale.ROOT), block.name());
            if (other != null) {
                atKey(block.place(), "has the same name as " + other + ", as case does not count");
            }
            check(block);
        }
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    private void check(McpBlock block) {
        if (block.transport().isEmpty()) {
            if (!block.keys().has("transport")) {
                atKey(
                        block.place(),
                        block.keys().has("command")
                                ? "has a command and a url; a server has one of them"
                                : "needs a command (a program that is started here) or a url");
            }
            return;
        }
        boolean stdio = block.transport().get() == McpTransportKind.STDIO;
        String needed = stdio ? "command" : "url";
        if (!block.keys().has(needed)) {
            atKey(block.place(), "needs a " + needed + ", as its transport is " + label(block));
        }
        for (String key : stdio ? OF_HTTP : OF_STDIO) {
            if (block.keys().has(key)) {
                atKey(
                        block.place().appendProperty(key),
                        "does not belong to a server with transport " + label(block));
            }
        }
        if (stdio) {
            command(block);
            variables(block);
        } else {
            address(block);
            credential(block);
        }
    }

    private static String label(McpBlock block) {
        return block.transport().orElseThrow().label();
    }

    private void command(McpBlock block) {
        JsonPointer place = block.place().appendProperty("command");
        if (secrets.covers(place)) {
            return;
        }
        List<String> words;
        try {
            words = block.command();
        } catch (IllegalArgumentException notWords) {
            atValue(place, notWords.getMessage());
            return;
        }
        if (!words.isEmpty() && words.get(0).isBlank()) {
            atValue(place, "must start with the program");
        }
        for (int i = 0; i < words.size(); i++) {
            if (holdsSecret(words, i)
                    && !secrets.covers(place.appendIndex(i))
                    && !secrets.covers(place.appendIndex(i + 1))) {
                atValue(place, "holds what looks like a secret" + INSTEAD);
                return;
            }
        }
    }

    private static boolean holdsSecret(List<String> words, int index) {
        String word = words.get(index);
        if (SecretGuard.isSurelyAKey(word)) {
            return true;
        }
        var option = SECRET_OPTION.matcher(word);
        if (!option.matches()) {
            return false;
        }
        boolean valueFollows = index + 1 < words.size() && !words.get(index + 1).startsWith("-");
        return option.group(1) != null || valueFollows;
    }

    private void variables(McpBlock block) {
        JsonPointer place = block.place().appendProperty("variables");
        document.at(place)
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            JsonPointer variable = place.appendProperty(name);
                            if (SECRET_NAME.matcher(name).matches() && !secrets.covers(variable)) {
                                atKey(variable, "would put a secret into the file" + INSTEAD);
                            }
                        });
        JsonPointer passed = block.place().appendProperty("environment");
        for (int i = 0; i < document.at(passed).size(); i++) {
            JsonNode name = document.at(passed).get(i);
            if (name.isTextual()
                    && SecretGuard.isSurelyAKey(name.textValue())
                    && !secrets.covers(passed.appendIndex(i))) {
                atValue(
                        passed.appendIndex(i),
                        "must be the name of an environment variable, never a key itself");
            }
        }
    }

    private void address(McpBlock block) {
        JsonPointer place = block.place().appendProperty("url");
        try {
            boolean publicHost = block.url().filter(it -> it.host() == HostKind.PUBLIC).isPresent();
            if (publicHost && block.local().orElse(false)) {
                atValue(
                        block.place().appendProperty("local"),
                        "cannot be true, as url is an address of the public network");
            }
        } catch (IllegalArgumentException badUrl) {
            if (!document.at(place).asText().isEmpty()) {
                atValue(place, badUrl.getMessage());
            }
        }
    }

    private void credential(McpBlock block) {
        boolean none = block.credential() == McpCredential.NONE;
        boolean named = block.keys().has("api_key_env");
        if (none && named) {
            atKey(
                    block.place().appendProperty("api_key_env"),
                    "makes no sense with credential: none");
        } else if (!none && !named) {
            atKey(
                    block.place().appendProperty("credential"),
                    "needs the key api_key_env: the name of the environment variable that holds the"
                            + " key");
        }
    }

    private void atKey(JsonPointer place, String message) {
        problems.add(document.atKey(place, ConfigDocument.label(place) + " " + message));
    }

    private void atValue(JsonPointer place, String message) {
        problems.add(document.atValue(place, ConfigDocument.label(place) + " " + message));
    }
}
