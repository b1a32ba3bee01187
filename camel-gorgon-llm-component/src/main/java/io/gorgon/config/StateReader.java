package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.state.StateLocation;
import java.util.List;
import java.util.Optional;

/** Reads {@code state}. */
final class StateReader {

    private static final JsonPointer URL = JsonPointer.compile("/state/url");

    private StateReader() {}

    static List<ConfigProblem> problems(ConfigDocument document) {
        try {
            read(document);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(document.atValue(URL, ConfigDocument.label(URL) + " " + e.getMessage()));
        }
    }

    /** Empty when nothing is said of it. */
    static Optional<StateLocation> read(ConfigDocument document) {
        JsonNode url = document.at(URL);
        return url.isTextual()
                ? Optional.of(StateLocation.parse(url.textValue(), document.folderOf(URL)))
                : Optional.empty();
    }
}
