package io.gorgon.budget;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;
import java.util.regex.Pattern;

/** Counts the tokens of a text, or estimates them on the high side. */
@FunctionalInterface
interface Tokenizer {

    /** Zero for null and empty. */
    long count(String text);

    /** The tokenizer of a model. Only OpenAI has published those of its models as data. */
    static Tokenizer of(String providerType, String model) {
        if (!"openai".equals(providerType) || model == null) {
            return TextBound::of;
        }
        String name = model.toLowerCase(Locale.ROOT);
        if (OpenAi.NEWER.matcher(name).find()) {
            return text -> OpenAi.count(EncodingType.O200K_BASE, text);
        }
        return OpenAi.OLDER.matcher(name).find()
                ? text -> OpenAi.count(EncodingType.CL100K_BASE, text)
                : TextBound::of;
    }

    /** The tokenizers of OpenAI's models; a server that only speaks its language has others. */
    final class OpenAi {

        static final Pattern NEWER = Pattern.compile("^(gpt-4o|gpt-4\\.1|gpt-[5-9]|o[1-9]\\b)");
        static final Pattern OLDER =
                Pattern.compile("^(gpt-4|gpt-3\\.5|text-embedding-(3|ada-002))");

        /** Longer texts are estimated by parts, as counting takes long in the worst case. */
        private static final int LONGEST = 500_000;

        private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        private OpenAi() {}

        static long count(EncodingType type, String text) {
            if (text == null || text.isEmpty()) {
                return 0;
            }
            if (text.length() > LONGEST) {
                return TextBound.of(text);
            }
            Encoding encoding = REGISTRY.getEncoding(type);
            // Marks of special tokens in a text are text.
            return encoding.countTokensOrdinary(text);
        }
    }
}
