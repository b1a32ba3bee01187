package io.gorgon.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.http.SseReader.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {

    private static List<Event> read(String text) throws IOException {
        SseReader reader =
                new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<Event> events = new ArrayList<>();
        for (Event event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    @Test
    void eventsHaveANameAndData() throws IOException {
        assertThat(read("event: ping\ndata: {}\n\ndata:bare\n\n"))
                .containsExactly(new Event("ping", "{}"), new Event("", "bare"));
    }

    @Test
    void linesMayEndInAnyWay() throws IOException {
        assertThat(read("data: a\r\n\r\ndata: b\r\rdata: c\n\n"))
                .extracting(Event::data)
                .containsExactly("a", "b", "c");
    }

    @Test
    void severalLinesOfDataAreJoined() throws IOException {
        assertThat(read("data: a\ndata:\ndata:  b\n\n")).containsExactly(new Event("", "a\n\n b"));
    }

    @Test
    void commentsAndUnknownFieldsAreSkipped() throws IOException {
        assertThat(read(": keep-alive\n\nid: 7\nretry: 10\nevent: x\n: in between\ndata: a\n\n"))
                .containsExactly(new Event("x", "a"));
    }

    @Test
    void theNameOfAnEventWithoutDataIsForgotten() throws IOException {
        assertThat(read("event: empty\n\ndata: a\n\n")).containsExactly(new Event("", "a"));
    }

    @Test
    void anEventWithoutItsBlankLineIsDropped() throws IOException {
        assertThat(read("data: a\n\ndata: cut off")).containsExactly(new Event("", "a"));
    }

    @Test
    void textOutsideLatinSurvives() throws IOException {
        assertThat(read("data: \u00e4\u4e16\ud83d\ude00\n\n"))
                .containsExactly(new Event("", "\u00e4\u4e16\ud83d\ude00"));
    }
}
