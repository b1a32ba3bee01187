package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.state.PostgresAddress;
import io.gorgon.state.StateLocation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code state}. */
final class StateReader {

    private static final JsonPointer PLACE = JsonPointer.compile("/state");
    private static final JsonPointer URL = PLACE.appendProperty("url");
    private static final JsonPointer REDACT = PLACE.appendProperty("redact");
    private static final JsonPointer MODE = JsonPointer.compile("/llm/mode");

    private StateReader() {}

    /** What the schema cannot see. */
    static List<ConfigProblem> problems(ConfigDocument document) {
        List<ConfigProblem> problems = new ArrayList<>();
        try {
            location(document).ifPresent(place -> requirePermitted(document, place));
        } catch (IllegalArgumentException e) {
            problems.add(document.atValue(URL, ConfigDocument.label(URL) + " " + e.getMessage()));
        }
        JsonNode redact = document.at(REDACT);
        for (int i = 0; i < redact.size() && redact.isArray(); i++) {
            if (redact.get(i).isTextual()) {
                redactProblem(document, REDACT.appendIndex(i)).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /**
     * In mode local nothing leaves this machine without being allowed to by name.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the key's name
     */
    private static void requirePermitted(ConfigDocument document, StateLocation place) {
        if (place.server().isEmpty()) {
            return;
        }
        HostKind host = HostKind.of(place.server().get().host());
        String mode = document.at(MODE).asText(Defaults.instance().mode());
        boolean allowed = document.at(PLACE).path("allow_remote").asBoolean();
        if (host != HostKind.LOOPBACK && Mode.LOCAL.label().equalsIgnoreCase(mode) && !allowed) {
            throw new IllegalArgumentException(
                    "is not on this machine, and in mode local nothing leaves it; use a server at"
                            + " localhost, or add allow_remote: true to state if prompts and answers"
                            + " may be kept on that server");
        }
    }

    private static Optional<ConfigProblem> redactProblem(
            ConfigDocument document, JsonPointer place) {
        try {
            if (!Pattern.compile(document.at(place).textValue()).matcher("").matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    document.atValue(
                            place,
                            ConfigDocument.label(place)
                                    + " also matches nothing at all; write what is to be cut out"));
        } catch (PatternSyntaxException e) {
            return Optional.of(
                    document.atValue(
                            place,
                            ConfigDocument.label(place)
                                    + " is no regular expression of Java: "
                                    + e.getDescription()));
        }
    }

    private static Optional<StateLocation> location(ConfigDocument document) {
        JsonNode url = document.at(URL);
        if (!url.isTextual()) {
            return Optional.empty();
        }
        StateLocation place = StateLocation.parse(url.textValue(), document.folderOf(URL));
        if (place.server().isEmpty()) {
            return Optional.of(place);
        }
        JsonNode state = document.at(PLACE);
        PostgresAddress server =
                place.server()
                        .get()
                        .withVariables(
                                state.path("user_env").asText(PostgresAddress.USER_VARIABLE),
                                state.path("password_env")
                                        .asText(PostgresAddress.PASSWORD_VARIABLE));
        return Optional.of(StateLocation.of(server));
    }

    /** Of a document without problems. */
    static StateSettings read(ConfigDocument document) {
        JsonNode redact = document.at(REDACT);
        List<Pattern> patterns = new ArrayList<>();
        redact.forEach(each -> patterns.add(Pattern.compile(each.textValue())));
        return new StateSettings(
                location(document),
                Duration.ofSeconds(orDefault(document, "lease_seconds").longValue()),
                orDefault(document, "store_prompts").textValue().equalsIgnoreCase("full"),
                patterns,
                orDefault(document, "resume_on_start").booleanValue(),
                microUsd(orDefault(document, "ask_above_usd").decimalValue()));
    }

    private static long microUsd(BigDecimal usd) {
        BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
        return usd.movePointRight(6).setScale(0, RoundingMode.DOWN).min(most).longValue();
    }

    private static JsonNode orDefault(ConfigDocument document, String key) {
        JsonNode value = document.at(PLACE).path(key);
        return value.isValueNode() && !value.isNull()
                ? value
                : Defaults.instance().state().path(key);
    }
}
