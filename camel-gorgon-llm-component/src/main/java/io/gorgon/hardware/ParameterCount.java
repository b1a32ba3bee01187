package io.gorgon.hardware;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many parameters a model has, by what its server writes or by its name. */
final class ParameterCount {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d+)x)?(\\d+(?:\\.\\d+)?)\\s*([kmbt])");
    private static final Pattern IN_NAME =
            Pattern.compile("(?<![a-z0-9.])(?:(\\d+)x)?(\\d+(?:\\.\\d+)?)([mb])(?![a-z0-9])");

    /** Usual models whose names tell no size, by what their pages say. */
    private static final Map<String, Double> BY_NAME =
            Map.of(
                    "phi3:mini", 3.8e9,
                    "phi3:medium", 14e9,
                    "nomic-embed-text", 137e6,
                    "all-minilm", 23e6,
                    "mxbai-embed-large", 334e6);

    private ParameterCount() {}

    /** Reads {@code 7.6B}, {@code 137M} or {@code 8x7B}. */
    static Optional<Double> written(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(number(matcher)) : Optional.empty();
    }

    /** The first number in a name that counts parameters: 70e9 for {@code llama3.1:70b}. */
    static Optional<Double> inName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(":latest") ? lower.replace(":latest", "") : lower;
        if (BY_NAME.containsKey(plain)) {
            return Optional.of(BY_NAME.get(plain));
        }
        int tag = lower.lastIndexOf(':') + 1;
        Matcher inTag = IN_NAME.matcher(lower.substring(tag));
        if (inTag.find()) {
            return Optional.of(number(inTag));
        }
        Matcher anywhere = IN_NAME.matcher(lower);
        return anywhere.find() ? Optional.of(number(anywhere)) : Optional.empty();
    }

    private static double number(Matcher matcher) {
        double experts = matcher.group(1) == null ? 1 : Double.parseDouble(matcher.group(1));
        double unit =
                switch (matcher.group(3)) {
                    case "k" -> 1e3;
                    case "m" -> 1e6;
                    case "t" -> 1e12;
                    default -> 1e9;
                };
        return experts * Double.parseDouble(matcher.group(2)) * unit;
    }
}
