package io.gorgon.llm.mock;

import io.gorgon.yaml.Nearest;
import java.util.List;

/** Words for a word that is not known. */
final class NearestWord {

    private NearestWord() {}

    /** The end of a sentence: the word that was likely meant, or all words. */
    static String hint(String word, List<String> known) {
        return Nearest.of(word, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() -> "use one of " + String.join(", ", known));
    }
}
