package io.gorgon.workflow.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a value: the name of a variable, then keys of maps and places in lists, as in {@code
 * a.b[0]}.
 *
 * <p>A variable may itself have a name with dots. The longest such name that has a value wins:
 * {@code a.b.c} is the variable {@code a.b.c}, else {@code c} in the variable {@code a.b}, else
 * {@code b} and {@code c} in the variable {@code a}.
 */
public final class ValuePath {

    private static final String LENGTH = "length";

    private static final Pattern STEP =
            Pattern.compile("\\.(?<key>[^.\\[\\]\\s]+)|\\[(?<index>-?\\d{1,9})\\]");

    private final List<Object> steps;
    private final int dottedNames;

    /**
     * @param root the name of the variable
     * @param steps a {@link String} for a key, an {@link Integer} for a place in a list (from 0;
     *     negative from the end)
     */
    public ValuePath(String root, List<Object> steps) {
        List<Object> all = new ArrayList<>();
        all.add(root);
        all.addAll(steps);
        this.steps = List.copyOf(all);
        int names = 0;
        while (names < all.size() && all.get(names) instanceof String) {
            names++;
        }
        this.dottedNames = names;
    }

    /** Reads {@code a.b[0]}. A text that is no such path is the name of a variable as it stands. */
    public static ValuePath parse(String text) {
        int rootEnd = Names.end(text, 0);
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = rootEnd;
        while (rootEnd > 0 && at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return new ValuePath(text, List.of());
            }
            String key = matcher.group("key");
            steps.add(key != null ? key : (Object) Integer.valueOf(matcher.group("index")));
            at = matcher.end();
        }
        return rootEnd == 0
                ? new ValuePath(text, List.of())
                : new ValuePath(text.substring(0, rootEnd), steps);
    }

    /** The first name. */
    public String root() {
        return (String) steps.get(0);
    }

    /** Whether it is a variable's name and nothing else. */
    public boolean isPlainName() {
        return steps.size() == 1;
    }

    /** The names of variables that could give the value, in the order in which they are tried. */
    public List<String> variableNames() {
        List<String> names = new ArrayList<>();
        for (int count = dottedNames; count > 0; count--) {
            names.add(firstNames(count));
        }
        return names;
    }

    private String firstNames(int count) {
        StringBuilder name = new StringBuilder(root());
        steps.subList(1, count).forEach(step -> name.append('.').append(step));
        return name.toString();
    }

    /**
     * The plain value.
     *
     * @param variables gives the value of a variable, null when it has none
     * @return null when there is no value
     */
    public Object resolve(Function<String, Object> variables) {
        for (int count = dottedNames; count > 0; count--) {
            Object value = PlainValues.plain(variables.apply(firstNames(count)));
            if (value != null) {
                return follow(value, steps.subList(count, steps.size()));
            }
        }
        return null;
    }

    private static Object follow(Object start, List<Object> steps) {
        Object value = start;
        for (Object step : steps) {
            value = step(value, step);
        }
        return value;
    }

    /**
     * What a value has under a key ({@link String}) or at a place ({@link Integer}). A list has its
     * {@code length}.
     *
     * @return null when it has no such thing
     */
    public static Object step(Object value, Object keyOrPlace) {
        Object plain = PlainValues.plain(value);
        if (plain instanceof Map<?, ?> map && keyOrPlace instanceof String key) {
            return PlainValues.plain(atKey(map, key));
        }
        if (plain instanceof List<?> list && keyOrPlace instanceof Integer place) {
            int index = place < 0 ? list.size() + place : place;
            return index >= 0 && index < list.size() ? PlainValues.plain(list.get(index)) : null;
        }
        if (plain instanceof List<?> list && LENGTH.equals(keyOrPlace)) {
            return list.size();
        }
        return null;
    }

    /** Not every map can be asked for a text: a sorted one of numbers throws. */
    private static Object atKey(Map<?, ?> map, String key) {
        try {
            return map.get(key);
        } catch (ClassCastException keysAreNotText) {
            return null;
        }
    }
}
