package io.gorgon.journal;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a journal is kept.
 *
 * @param lease how long a process may be held up before others may take its runs
 * @param storeTexts whether prompts and answers stay when a run has ended; else only hashes of them
 * @param redact what is cut out of prompts and answers when a run has ended; never null
 */
public record JournalSettings(Duration lease, boolean storeTexts, List<Pattern> redact) {

    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    public JournalSettings {
        redact = List.copyOf(redact);
    }

    public static JournalSettings defaults() {
        return new JournalSettings(DEFAULT_LEASE, true, List.of());
    }
}
