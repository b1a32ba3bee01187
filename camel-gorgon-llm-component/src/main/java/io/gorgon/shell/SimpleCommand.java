package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;

/** Assignments and words that the shell runs as one program or built-in. */
final class SimpleCommand {

    private final int offset;
    private final List<Word> assignments = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Placeholder> hereDocument = new ArrayList<>();

    SimpleCommand(int offset) {
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    List<Word> assignments() {
        return assignments;
    }

    List<Word> words() {
        return words;
    }

    /** The placeholders of what it reads from here-documents. */
    List<Placeholder> hereDocument() {
        return hereDocument;
    }
}
