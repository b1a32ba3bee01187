package io.gorgon.llm.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2.6). Comments are skipped, an event without its
 * closing blank line is dropped.
 */
public final class SseReader {

    private final BufferedReader lines;

    public SseReader(InputStream in) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /**
     * The next event that has data.
     *
     * @return the event; null at the end of the stream
     */
    public Event next() throws IOException {
        String name = "";
        StringBuilder data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return new Event(name, data.toString());
                }
                name = "";
            } else if (line.startsWith("event:")) {
                name = value(line, 6);
            } else if (line.startsWith("data:")) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value(line, 5));
            }
        }
        return null;
    }

    private static String value(String line, int start) {
        return line.startsWith(" ", start) ? line.substring(start + 1) : line.substring(start);
    }

    /**
     * An event.
     *
     * @param name the {@code event:} field; empty when there was none
     * @param data the {@code data:} fields, joined by line breaks
     */
    public record Event(String name, String data) {}
}
