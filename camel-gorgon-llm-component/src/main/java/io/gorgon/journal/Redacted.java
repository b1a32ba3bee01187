package io.gorgon.journal;

import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Cuts matches of patterns out of recorded values. */
final class Redacted {

    private static final String IN_PLACE = "[redacted]";

    private Redacted() {}

    /** The column without the matches. */
    static String column(
            Statements statements,
            String home,
            String column,
            boolean answer,
            List<Pattern> patterns)
            throws SQLException {
        String before = StoredText.load(statements, home, column);
        if (before == null) {
            return column;
        }
        Object value = ValueCodec.decode(before);
        String after = ValueCodec.encode(answer ? inAnswer(value, patterns) : in(value, patterns));
        return after.equals(before) ? column : StoredText.of(after).save(statements, home);
    }

    /** Of an answer only what people read: the rest has words that must stay. */
    private static Object inAnswer(Object value, List<Pattern> patterns) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) value)
                .forEach(
                        (key, part) ->
                                copy.put(
                                        (String) key,
                                        AnswerCodec.TEXT.equals(key) ? in(part, patterns) : part));
        return copy;
    }

    private static Object in(Object value, List<Pattern> patterns) {
        if (value instanceof String text) {
            String rest = text;
            for (Pattern pattern : patterns) {
                rest = pattern.matcher(rest).replaceAll(IN_PLACE);
            }
            return rest;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, part) -> copy.put((String) key, in(part, patterns)));
            return copy;
        }
        if (value instanceof List<?> items) {
            List<Object> copy = new ArrayList<>(items.size());
            items.forEach(item -> copy.add(in(item, patterns)));
            return copy;
        }
        return value;
    }
}
