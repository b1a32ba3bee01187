package io.gorgon.llm;

import java.util.List;
import java.util.Objects;

/**
 * One turn of a conversation.
 *
 * @param role who speaks; never null
 * @param text what is said; never null, may be empty when there are images
 * @param images pictures that go with the text; never null
 * @param toolCallId for {@link Role#TOOL} the id of the call that this is the result of; null
 *     otherwise
 */
public record Message(Role role, String text, List<Image> images, String toolCallId) {

    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(text, "text");
        images = images == null ? List.of() : List.copyOf(images);
    }

    public static Message system(String text) {
        return new Message(Role.SYSTEM, text, List.of(), null);
    }

    public static Message user(String text, Image... images) {
        return new Message(Role.USER, text, List.of(images), null);
    }

    public static Message assistant(String text) {
        return new Message(Role.ASSISTANT, text, List.of(), null);
    }

    public static Message tool(String toolCallId, String text) {
        return new Message(Role.TOOL, text, List.of(), toolCallId);
    }
}
