package io.gorgon.shell;

/** Output of commands as text. */
final class OutputText {

    private OutputText() {}

    /** At most so many characters from the start, no character cut in two. */
    static String start(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        boolean cutsPair = Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, cutsPair ? characters - 1 : characters);
    }
}
