package io.gorgon.shell;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text on its way into a process. Java encodes arguments and variables in the locale's charset,
 * which loses letters where that is not UTF-8; such texts go as octal escapes, which the shell's
 * printf turns back.
 */
final class NativeText {

    private final boolean utf8;

    NativeText(boolean utf8) {
        this.utf8 = utf8;
    }

    /** As this process's locale is. */
    static NativeText ofThisProcess() {
        String name = System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
        boolean utf8 =
                name.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")
                        && Charset.defaultCharset().equals(StandardCharsets.UTF_8);
        return new NativeText(utf8);
    }

    boolean needsEscapes(String text) {
        return !utf8 && !text.chars().allMatch(c -> c < 128);
    }

    /** For {@code printf %b}: octal escapes for all but letters and digits. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
            escaped.append(plain ? String.valueOf((char) b) : "\\0%03o".formatted(b & 0xff));
        }
        return escaped.toString();
    }
}
