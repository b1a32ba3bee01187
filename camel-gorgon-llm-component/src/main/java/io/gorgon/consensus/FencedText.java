package io.gorgon.consensus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Text between two markers that it cannot close itself: the markers carry a digest of all the text
 * between them, which nobody can write into that text beforehand.
 */
final class FencedText {

    private static final int MARK_LENGTH = 16;

    private final String mark;

    /**
     * @param texts all that will stand between markers
     */
    FencedText(String... texts) {
        String content = String.join("\u0000", texts);
        String candidate = digest(content);
        while (content.contains(candidate)) {
            candidate = digest(candidate + content);
        }
        this.mark = candidate;
    }

    /** What the markers have in common. */
    String mark() {
        return mark;
    }

    /** The text between its markers, each on a line of its own. */
    String fence(String name, String text) {
        return "<<<" + name + " " + mark + ">>>\n" + text + "\n<<<END " + name + " " + mark + ">>>";
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, MARK_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
