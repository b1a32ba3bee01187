package io.gorgon.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a workflow.
 *
 * @param workflow its id
 * @param fileName what messages about it say
 * @param source the text
 * @param hash SHA-256 of the text, in hexadecimal
 */
public record Definition(String workflow, String fileName, String source, String hash) {

    public static Definition of(String workflow, String fileName, String source) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(source.getBytes(StandardCharsets.UTF_8));
            return new Definition(workflow, fileName, source, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
