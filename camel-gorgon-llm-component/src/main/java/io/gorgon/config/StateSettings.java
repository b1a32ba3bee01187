package io.gorgon.config;

import io.gorgon.state.StateLocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where what has to survive the process is kept, and how.
 *
 * @param location empty when the file does not say it: then it is memory in an application, and a
 *     file in the user's home on the command line
 * @param lease how long a process may be held up before others may take its runs, 1 second to 1
 *     hour; never null
 * @param storePrompts whether prompts and answers stay when a run has ended; else only hashes of
 *     them do
 * @param redact what is cut out of prompts and answers when a run has ended; never null
 * @param resumeOnStart whether an application that starts goes on with its runs that were
 *     interrupted
 * @param askAboveMicroUsd a call that was in flight when its process died is not made again without
 *     asking when more than this was reserved for it; millionths of a US dollar, zero or more
 */
public record StateSettings(
        Optional<StateLocation> location,
        Duration lease,
        boolean storePrompts,
        List<Pattern> redact,
        boolean resumeOnStart,
        long askAboveMicroUsd) {

    public StateSettings {
        redact = List.copyOf(redact);
    }
}
