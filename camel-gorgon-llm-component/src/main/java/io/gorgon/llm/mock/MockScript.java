package io.gorgon.llm.mock;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Scripted answers of the mock, read from YAML:
 *
 * <pre>{@code
 * answers:                  # the first entry that matches is used; without one, the default answer
 *   - when:                 # all that is given has to match; without "when", every chat request does
 *       agent: reviewer     # the id of the agent
 *       step: check         # the id of the workflow's step
 *       tier: fast          # reasoning, standard, fast or embedding
 *       prompt: "(?i)refund"  # regular expression, searched in system prompt and last user message
 *     reply: "text"         # or one of the next two; without any, the default answer
 *     json: {approved: true}
 *     stream: [{text: "a", delay_ms: 10}, "b"]
 *     input_tokens: 10      # counts to report; without both, usage is marked as estimated
 *     output_tokens: 5
 *     delay_ms: 50          # before the first token
 *     finish_reason: length # stop, length, tool_calls, content_filter, budget_exceeded or cancelled
 *     error: overloaded     # fails, after the text if there is one
 *     retry_after_ms: 1000  # the wait that a rate_limited error asks for
 *     fail_times: 2         # the error comes that many times, then the answer
 *     times: 1              # the entry is used at most that many times, failures included
 * }</pre>
 *
 * <p>An error is a word of {@link io.gorgon.llm.error.LlmException#kind()}. With {@code fail_times}
 * the text is kept for the answer after the failures, but for {@code broken_stream}, which is text
 * that ends too early. A text is cut at stop sequences, and without {@code output_tokens} at the
 * maximum of tokens as a model's would be; JSON never is. Embed requests are met only by entries
 * with {@code tier: embedding}, which delay, fail or report tokens but have no text.
 *
 * <p>Thread-safe.
 */
public final class MockScript {

    private final List<ScriptEntry> entries;

    MockScript(List<ScriptEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A script without entries: the default answer for everything. */
    public static MockScript empty() {
        return new MockScript(List.of());
    }

    /**
     * Reads a script from a text.
     *
     * @param source what to call it in messages, such as a file's name
     * @throws IllegalArgumentException with one sentence that says where and what is wrong
     */
    public static MockScript parse(String source, String text) {
        return new MockScript(new ScriptReader(source).read(text));
    }

    /**
     * Reads a script from a file in UTF-8.
     *
     * @throws IllegalArgumentException with one sentence that says where and what is wrong, also
     *     when the file cannot be read
     */
    public static MockScript load(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": it is not a text in UTF-8", e);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
            throw new IllegalArgumentException(file + ": it cannot be read: " + why, e);
        }
    }

    /** The answer of the first entry that matches and is not used up. */
    Optional<ScriptedAnswer> answer(MockQuestion question) {
        return entries.stream().flatMap(entry -> entry.use(question).stream()).findFirst();
    }
}
