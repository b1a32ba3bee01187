package io.gorgon.camel.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;

/** The map that a message brings, as such or as a JSON text. */
final class MessageObject {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MessageObject() {}

    /**
     * @param text the body as a text; null when it is none
     * @param what names the thing that the object is, for people
     * @param keys those that it may have
     * @param forms what to send instead, in a sentence
     * @return null when the message brings something else
     * @throws IllegalArgumentException if it is a JSON text that cannot be read, or has other keys
     */
    static Map<?, ?> of(Object body, String text, String what, Set<String> keys, String forms) {
        Map<?, ?> object = body instanceof Map<?, ?> map ? map : parsed(text, what, forms);
        if (object != null) {
            for (Object key : object.keySet()) {
                if (!keys.contains(String.valueOf(key))) {
                    throw new IllegalArgumentException(
                            "the %s in the message has an unknown key; %s".formatted(what, forms));
                }
            }
        }
        return object;
    }

    private static Map<?, ?> parsed(String text, String what, String forms) {
        if (text == null || !text.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            return JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the %s in the message is not a JSON object that can be read; %s"
                            .formatted(what, forms));
        }
    }
}
