package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import java.time.Instant;
import java.util.List;

/**
 * What a run is doing or waiting for.
 *
 * @param sentences for people; never empty
 * @param commands those that end the wait, the usual one first; empty when there is nothing to do
 * @param since when it came to this; null when nobody knows
 * @param question what a person is asked; null for nothing
 */
record Explanation(
        List<String> sentences, List<String> commands, Instant since, ApprovalRecord question) {

    Explanation {
        sentences = List.copyOf(sentences);
        commands = List.copyOf(commands);
    }

    String text() {
        return String.join(" ", sentences);
    }
}
