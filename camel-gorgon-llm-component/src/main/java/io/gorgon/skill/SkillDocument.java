package io.gorgon.skill;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.Position;
import io.gorgon.yaml.PositionedYaml;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A YAML file of skills, and what is wrong in it, with its place. */
final class SkillDocument {

    private final String source;
    private final List<SkillProblem> problems;
    private final PositionedYaml yaml;

    private SkillDocument(String source, PositionedYaml yaml, List<SkillProblem> problems) {
        this.source = source;
        this.yaml = yaml;
        this.problems = problems;
    }

    /**
     * @param problems gets all that is found, now and later
     * @return empty if the text is no YAML mapping
     */
    static Optional<SkillDocument> parse(String source, String text, List<SkillProblem> problems) {
        try {
            SkillDocument document =
                    new SkillDocument(source, PositionedYaml.parse(text), problems);
            if (document.yaml.tree().isObject()) {
                return Optional.of(document);
            }
            document.problem(JsonPointer.empty(), "the file must be a mapping of keys to values");
        } catch (InvalidYamlException invalid) {
            invalid.problems()
                    .forEach(
                            each ->
                                    problems.add(
                                            new SkillProblem(
                                                    source,
                                                    each.position().line(),
                                                    each.position().column(),
                                                    each.message())));
        }
        return Optional.empty();
    }

    JsonNode at(JsonPointer pointer) {
        return yaml.tree().at(pointer);
    }

    void problem(JsonPointer pointer, String message) {
        add(yaml.value(pointer), message);
    }

    void problemAtKey(JsonPointer pointer, String message) {
        add(yaml.key(pointer), message);
    }

    private void add(Position position, String message) {
        problems.add(new SkillProblem(source, position.line(), position.column(), message));
    }

    /** The text there; the other when there is nothing. A number counts as text. */
    String text(JsonPointer pointer, String otherwise) {
        JsonNode value = at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (value.isContainerNode()) {
            problem(pointer, label(pointer) + " must be text");
            return otherwise;
        }
        return value.asText().strip();
    }

    /** Whether there is true; a problem if it is neither true nor false. */
    boolean flag(JsonPointer pointer) {
        JsonNode value = at(pointer);
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean();
        }
        problem(pointer, label(pointer) + " must be true or false");
        return true;
    }

    /** The texts of a list, or one text alone. */
    List<String> texts(JsonPointer pointer) {
        JsonNode value = at(pointer);
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.textValue().strip());
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (value.get(i).isTextual()) {
                    texts.add(value.get(i).textValue().strip());
                } else {
                    JsonPointer item = pointer.appendIndex(i);
                    problem(item, label(item) + " must be text; put it in quotes");
                }
            }
        } else if (!value.isMissingNode() && !value.isNull()) {
            problem(pointer, label(pointer) + " must be a list of texts");
        }
        return texts;
    }

    /** One of some words, in any case; empty when there is nothing, or something else. */
    Optional<String> word(JsonPointer pointer, Collection<String> known) {
        JsonNode value = at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String text = value.asText().strip();
        Optional<String> found = known.stream().filter(text::equalsIgnoreCase).findFirst();
        if (found.isEmpty()) {
            problem(
                    pointer,
                    label(pointer)
                            + " must be one of "
                            + String.join(", ", known)
                            + ", but is "
                            + QuotedText.of(text)
                            + didYouMean(text, known));
        }
        return found;
    }

    /** That no key looks like a misspelt one: a rule that is not read would protect nothing. */
    void checkKeys(JsonPointer pointer, Collection<String> known) {
        at(pointer)
                .fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key) && Nearest.of(key, known).isPresent()) {
                                problemAtKey(
                                        pointer.appendProperty(key),
                                        "unknown key "
                                                + QuotedText.of(key)
                                                + didYouMean(key, known));
                            }
                        });
    }

    static String didYouMean(String text, Collection<String> known) {
        return Nearest.of(text, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    static String label(JsonPointer pointer) {
        StringBuilder label = new StringBuilder();
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            if (at.mayMatchElement()) {
                label.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                label.append(label.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return label.toString();
    }
}
