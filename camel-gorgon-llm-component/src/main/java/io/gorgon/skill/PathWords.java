package io.gorgon.skill;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what could be a path in a text. */
final class PathWords {

    /** Starts at the root, at a home or with dots; quotes, brackets and separators end it. */
    private static final Pattern IN_TEXT =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}_.~$}/])(?:~[A-Za-z0-9._-]*|\\$HOME|\\$\\{HOME}|\\.{1,2})?/"
                            + "[^\\s\"'`“”‘’,;:|&<>()\\[\\]{}]*");

    private static final String PUNCTUATION = ".!?*_~";
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s|&;<>()`{},=:@]+");
    private static final Pattern QUOTES = Pattern.compile("[\"'\\\\]");

    private PathWords() {}

    /** The paths that a text mentions, without the punctuation of its sentences. */
    static Set<String> inText(String text) {
        Set<String> paths = new LinkedHashSet<>();
        Matcher found = IN_TEXT.matcher(text);
        while (found.find()) {
            paths.add(withoutPunctuation(found.group()));
        }
        paths.remove("");
        return paths;
    }

    private static String withoutPunctuation(String path) {
        int end = path.length();
        while (end > 0 && PUNCTUATION.indexOf(path.charAt(end - 1)) >= 0) {
            end--;
        }
        return path.substring(0, end);
    }

    /**
     * All words of a command, as a shell would read them: without quotes and backslashes. Each can
     * be a path, so more than the paths is found, never less. Variables are not looked up, other
     * than the home.
     */
    static Set<String> inCommand(String command) {
        Set<String> words = new LinkedHashSet<>();
        Matcher quoted = QUOTED.matcher(command);
        while (quoted.find()) {
            words.add(quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
        }
        String home = command.replace("${HOME}", "$HOME");
        for (String word : BETWEEN_WORDS.split(QUOTES.matcher(home).replaceAll(""))) {
            words.add(word);
            int slash = word.indexOf('/');
            if (word.startsWith("-") && slash > 0) {
                words.add(word.substring(slash));
            }
        }
        words.remove("");
        return words;
    }
}
