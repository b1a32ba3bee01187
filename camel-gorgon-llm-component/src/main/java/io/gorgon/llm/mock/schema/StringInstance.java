package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes texts for the keywords of a schema, named after the property that they are for. */
final class StringInstance {

    /** How often a repetition of a pattern is drawn out to reach a length. */
    private static final int MOST_REPETITIONS = 64;

    private StringInstance() {}

    /** Texts to try, the best first. Those of the right length and pattern come before others. */
    static Stream<String> candidates(JsonNode keywords, Place place) {
        int least = keywords.path("minLength").asInt(0);
        int most = keywords.path("maxLength").asInt(Integer.MAX_VALUE);
        String readable = fit(readable(place), place.variant(), least, most);
        Stream<String> formatted =
                format(keywords.path("format").asText(), place.variant()).stream();
        Stream<String> plain = Stream.concat(formatted, Stream.of(readable));
        if (!keywords.path("pattern").isTextual()) {
            return plain;
        }
        String pattern = keywords.get("pattern").textValue();
        Stream<String> generated =
                IntStream.rangeClosed(0, MOST_REPETITIONS)
                        .boxed()
                        .flatMap(
                                more ->
                                        PatternInstance.of(pattern, more, place.variant())
                                                .stream());
        Stream<String> all = Stream.concat(plain, generated);
        return Stream.concat(
                        all.filter(text -> hasLength(text, least, most))
                                .filter(text -> matches(pattern, text))
                                .limit(3),
                        Stream.of(readable))
                .distinct();
    }

    private static String readable(Place place) {
        return "mock " + (place.name() == null ? "answer" : place.name().replace('_', ' '));
    }

    /** The text, with a number for all but the first, drawn out or cut to a length. */
    private static String fit(String text, int variant, int least, int most) {
        String number = variant == 0 ? "" : " " + (variant + 1);
        if (length(text + number) > most && variant > 0) {
            number = Integer.toString(variant, Character.MAX_RADIX);
        }
        StringBuilder drawnOut = new StringBuilder(text);
        while (length(drawnOut) + number.length() < least) {
            drawnOut.append(" mock");
        }
        int room = Math.max(0, most - number.length());
        int end =
                length(drawnOut) <= room ? drawnOut.length() : drawnOut.offsetByCodePoints(0, room);
        return drawnOut.substring(0, end) + number;
    }

    /** The length as JSON Schema counts it. */
    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    private static boolean hasLength(String text, int least, int most) {
        return length(text) >= least && length(text) <= most;
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static Optional<String> format(String format, int variant) {
        int number = variant + 1;
        String text =
                switch (format) {
                    case "date-time" ->
                            String.format(
                                    "2026-01-01T00:%02d:%02dZ", variant / 60 % 60, variant % 60);
                    case "date" ->
                            String.format(
                                    "2026-%02d-%02d", variant / 28 % 12 + 1, variant % 28 + 1);
                    case "time" -> String.format("00:%02d:%02dZ", variant / 60 % 60, variant % 60);
                    case "duration" -> "PT" + number + "H";
                    case "email", "idn-email" -> "mock" + number + "@example.org";
                    case "uri", "iri", "url" -> "https://example.org/mock/" + number;
                    case "uri-reference", "iri-reference", "uri-template", "json-pointer" ->
                            "/mock/" + number;
                    case "relative-json-pointer" -> "0/mock/" + number;
                    case "uuid" -> String.format("00000000-0000-4000-8000-%012d", number);
                    case "hostname", "idn-hostname" -> "mock" + number + ".example.org";
                    case "ipv4" -> "192.0.2." + (variant % 254 + 1);
                    case "ipv6" -> "2001:db8::" + Integer.toHexString(number);
                    case "regex" -> "mock" + number;
                    default -> null;
                };
        return Optional.ofNullable(text);
    }
}
