package io.gorgon.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Values as the text that a command gets. */
final class ValueText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ValueText() {}

    /**
     * Texts as they are, numbers in plain digits, lists and maps as JSON, null as nothing.
     *
     * @throws IllegalArgumentException when no command can get it
     */
    static String of(Object value) {
        String text = text(value);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "holds a NUL character, which no argument of a program can hold");
        }
        if (!isUnicode(text)) {
            throw new IllegalArgumentException(
                    "holds half of a character (an unpaired surrogate), which cannot be written as UTF-8");
        }
        return text;
    }

    /**
     * The words of a command: those of a text, or the items of a list.
     *
     * @throws IllegalArgumentException when no command can get it
     */
    static List<String> words(Object value) {
        List<String> words =
                value instanceof Collection<?> items
                        ? items.stream().map(ValueText::of).toList()
                        : CommandWords.split(of(value));
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("is empty, and stands where a program is named");
        }
        return words;
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return plain(value.toString());
        }
        if (value instanceof JsonNode node && node.isValueNode()) {
            return node.isNull() ? "" : node.asText();
        }
        boolean structure =
                value instanceof Map
                        || value instanceof Collection
                        || value instanceof JsonNode
                        || value.getClass().isArray();
        return structure ? json(value) : value.toString();
    }

    private static String plain(String number) {
        return Character.isLetter(number.charAt(number.length() - 1))
                ? number
                : new BigDecimal(number).toPlainString();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private static boolean isUnicode(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
