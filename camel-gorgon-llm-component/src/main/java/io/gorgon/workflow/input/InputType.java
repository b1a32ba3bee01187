package io.gorgon.workflow.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of value an input takes. */
public enum InputType {
    STRING("a text", "string"),
    NUMBER("a number", "number"),
    INTEGER("a whole number", "integer"),
    BOOLEAN("true or false", "boolean"),
    LIST("a list", "array"),
    OBJECT("an object", "object"),
    /** A text that names a file; the value is what the file holds. */
    FILE("the path of a file", "string"),
    /** A text that a shell step may split into the words of a command. */
    COMMAND("a command", "string");

    private static final String LIST_BY_ITS_JSON_NAME = "array";

    private final String wanted;
    private final String schemaType;

    InputType(String wanted, String schemaType) {
        this.wanted = wanted;
        this.schemaType = schemaType;
    }

    /** The type by the word that a workflow uses; {@code array} is {@link #LIST}. */
    public static Optional<InputType> of(String word) {
        return word.equals(LIST_BY_ITS_JSON_NAME)
                ? Optional.of(LIST)
                : Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /** All words that a workflow can use. */
    public static List<String> words() {
        return Stream.concat(
                        Arrays.stream(values()).map(InputType::word),
                        Stream.of(LIST_BY_ITS_JSON_NAME))
                .toList();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it takes, with an article, for messages. */
    String wanted() {
        return wanted;
    }

    String schemaType() {
        return schemaType;
    }
}
