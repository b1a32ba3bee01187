package io.gorgon.llm;

import java.util.Base64;
import java.util.Objects;

/**
 * A picture in a message.
 *
 * @param mediaType IANA media type such as {@code image/png}; never null
 * @param base64 the bytes in Base64 without line breaks and without a data-URL prefix; never null
 */
public record Image(String mediaType, String base64) {

    public Image {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(base64, "base64");
    }

    public static Image of(String mediaType, byte[] bytes) {
        return new Image(mediaType, Base64.getEncoder().encodeToString(bytes));
    }
}
