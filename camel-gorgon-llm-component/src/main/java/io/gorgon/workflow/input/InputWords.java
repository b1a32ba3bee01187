package io.gorgon.workflow.input;

import io.gorgon.workflow.value.PlainValues;
import io.gorgon.yaml.QuotedText;

/** Sentences about values that an input cannot take. */
final class InputWords {

    private InputWords() {}

    /**
     * @param came how the value came, as "it got"
     */
    static String refused(String name, InputType type, Object value, String came) {
        return "Input "
                + QuotedText.of(name)
                + " needs "
                + type.wanted()
                + ", but "
                + came
                + " "
                + shown(value)
                + ". "
                + remedy(type);
    }

    private static String shown(Object value) {
        return PlainValues.isScalar(value)
                ? PlainValues.kind(value) + ", " + QuotedText.of(PlainValues.text(value).orElse(""))
                : PlainValues.kind(value);
    }

    private static String remedy(InputType type) {
        return switch (type) {
            case STRING -> "Give one text.";
            case NUMBER -> "Give a number such as 2.5.";
            case INTEGER -> "Give a whole number such as 5.";
            case BOOLEAN -> "Give true or false.";
            case LIST -> "Give a JSON array such as [\"a\", \"b\"], or words with commas between.";
            case OBJECT -> "Give a JSON object such as {\"a\": 1}.";
            case FILE -> "Give the path of a file, as one text.";
            case COMMAND -> "Give the command as one text.";
        };
    }

    static String unreadable(String name, String path) {
        return "Input "
                + QuotedText.of(name)
                + " names the file "
                + QuotedText.of(path)
                + ", which cannot be read. Check the path, and that this user may read it.";
    }
}
