package io.gorgon.workflow.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the declared outputs of a step their values. A name that the answer has as a key gets that
 * value. Of the names that are left, one gets the whole text, and several get the members of the
 * JSON object that the text is.
 */
public final class OutputBinding {

    /** Where an answer has its whole text, or what stands for it. */
    private static final List<String> WHOLE = List.of("response", "stdout", "results");

    private static final ObjectReader OBJECT =
            JsonMapper.builder()
                    .build()
                    .readerForMapOf(Object.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private OutputBinding() {}

    /** The text of an answer, or what stands for it; empty when it has none. */
    public static Optional<Object> whole(Map<String, Object> answer) {
        return WHOLE.stream().filter(answer::containsKey).findFirst().map(answer::get);
    }

    /**
     * @param structured whether the text is a JSON object with the names as its keys, also when
     *     there is only one
     * @return the outputs that have a value, in their order; a value may be null
     */
    public static Map<String, Object> bind(
            List<String> outputs, Map<String, Object> answer, boolean structured) {
        List<String> left = outputs.stream().filter(name -> !answer.containsKey(name)).toList();
        Map<String, Object> members = Map.of();
        String first = left.isEmpty() ? null : left.get(0);
        Object whole = whole(answer).orElse(null);
        if (left.size() > 1 || structured) {
            members = whole instanceof Map<?, ?> map ? texts(map) : object(whole);
        }
        boolean asWhole = members.isEmpty() && whole != null;
        Map<String, Object> bound = new LinkedHashMap<>();
        for (String name : outputs) {
            if (answer.containsKey(name)) {
                bound.put(name, answer.get(name));
            } else if (members.containsKey(name)) {
                bound.put(name, members.get(name));
            } else if (asWhole && name.equals(first)) {
                bound.put(name, whole);
            }
        }
        return bound;
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    private static Map<String, Object> object(Object whole) {
        if (!(whole instanceof String text) || !text.strip().startsWith("{")) {
            return Map.of();
        }
        try {
            return OBJECT.readValue(text.strip());
        } catch (JsonProcessingException notAnObject) {
            return Map.of();
        }
    }
}
