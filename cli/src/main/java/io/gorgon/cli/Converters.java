package io.gorgon.cli;

import io.gorgon.config.Mode;
import io.gorgon.llm.ModelTier;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns option values into what they mean. */
final class Converters {

    private Converters() {}

    static final class TierConverter implements ITypeConverter<ModelTier> {
        @Override
        public ModelTier convert(String value) {
            try {
                return ModelTier.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ModeConverter implements ITypeConverter<Mode> {
        @Override
        public Mode convert(String value) {
            try {
                return Mode.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}; a bare number counts seconds. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        private static final Pattern FORMAT = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORMAT.matcher(value.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not a duration; write it like 500ms, 10s, 5m or 1h");
            }
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofSeconds(number);
                    };
            if (duration.isZero()) {
                throw new TypeConversionException("it has to be longer than zero");
            }
            return duration;
        }
    }

    /** {@code 90m}, {@code 12h}, {@code 30d}, {@code 4w}. */
    static final class AgeConverter implements ITypeConverter<Duration> {

        private static final Pattern FORMAT = Pattern.compile("(\\d{1,6})([mhdw])");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORMAT.matcher(value.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not a time; write it like 90m, 12h, 30d or 4w");
            }
            long number = Long.parseLong(matcher.group(1));
            if (number == 0) {
                throw new TypeConversionException("it has to be longer than zero");
            }
            return switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "w" -> Duration.ofDays(7 * number);
                default -> Duration.ofDays(number);
            };
        }
    }

    static final class ProgressConverter implements ITypeConverter<ProgressMode> {
        @Override
        public ProgressMode convert(String value) {
            for (ProgressMode mode : ProgressMode.values()) {
                if (mode.label().equals(value.strip().toLowerCase(Locale.ROOT))) {
                    return mode;
                }
            }
            throw new TypeConversionException(
                    "'" + value + "' is not one of auto, tty, plain, json, quiet");
        }
    }
}
