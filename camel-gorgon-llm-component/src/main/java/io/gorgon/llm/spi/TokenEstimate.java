package io.gorgon.llm.spi;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;

/**
 * Estimates tokens without a tokenizer, on the high side: byte-pair vocabularies of current models
 * spend about one token on four letters of English, fewer letters on code, and up to one token on a
 * character outside Latin script. So: one token for 3.2 letters, digits counted by three, one for
 * each other visible character, plus four for the frame of a message.
 */
public final class TokenEstimate {

    /** Tokens of the frame around a message (role and separators), as in the ChatML format. */
    private static final int MESSAGE_FRAME = 4;

    /**
     * Tokens of a picture, high for a usual one: 1,600 is what the Anthropic documentation gives
     * for a large one.
     */
    private static final int IMAGE = 1600;

    private TokenEstimate() {}

    /** The estimated tokens of a text; 0 for null and empty. */
    public static long of(String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        long latin = 0;
        long digits = 0;
        long others = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c < 0x250 && Character.isLetter(c)) {
                latin++;
            } else if (!Character.isWhitespace(c) && !Character.isLowSurrogate(c)) {
                others++;
            }
        }
        return Math.max(1, (long) Math.ceil(latin / 3.2 + digits / 3.0 + others));
    }

    /** The estimated input tokens of a request, its schema included. */
    public static long of(LlmRequest request) {
        long tokens = of(request.systemPrompt());
        for (Message message : request.messages()) {
            tokens += MESSAGE_FRAME + of(message.text()) + (long) IMAGE * message.images().size();
        }
        return request.responseSchema() == null
                ? tokens
                : tokens + of(request.responseSchema().toString());
    }
}
