package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class RunPageTest {

    private static final String EVIL = "</pre><script>alert('x')</script>\"onload=\"a";

    private static RecordedState state() {
        RecordedState state = RecordedState.underWay();
        state.call(
                "extract",
                CallEntry.State.SUCCEEDED,
                2,
                "{\"system\":\"Be brief\",\"messages\":[{\"role\":\"user\",\"text\":\"Read\"}]}",
                "done");
        state.question("gate", ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.APPROVED, 10);
        state.running("gate", 10);
        return state;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void thePageHasHeaderDecisionsStepsTimeEventsAndCalls() {
        String page = RunPage.of(state().snapshot());
        List<String> titles = new ArrayList<>();
        Matcher title = Pattern.compile("<h[12]>([^<]*)</h[12]>").matcher(page);
        while (title.find()) {
            titles.add(title.group(1));
        }
        assertThat(titles)
                .containsExactly(
                        "Contract Review",
                        "Decisions",
                        "Steps",
                        "Time",
                        "Events",
                        "Calls of models");
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("<dt>Status</dt><dd>running</dd>")
                .contains("<dt>Saved by journal</dt><dd>14.1k tokens, $0.84</dd>")
                .contains("<td>approved</td><td>Ann</td>")
                .contains("looks good")
                .contains("<td>review[29]</td>")
                .contains("<pre>[system]\nBe brief\n[user]\nRead\n</pre>");
        assertThat(count(page, "<details>")).isEqualTo(2);
    }

    @Test
    void callsAreSolidWaitingIsDottedAndDoubtIsStriped() throws Exception {
        String page = RunPage.of(state().snapshot());
        String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
        Document drawing =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        assertThat(drawing.getDocumentElement().getTagName()).isEqualTo("svg");
        String rows = svg.substring(svg.indexOf("<g>"));
        assertThat(rows).contains("class=\"gc\"", "class=\"gw\"", "class=\"gd\"");
        assertThat(page).contains("stroke-dasharray").contains("<pattern id=\"doubt\"");
    }

    @Test
    void nothingComesFromElsewhereAndNoScriptIsNeeded() {
        String page = RunPage.of(state().snapshot());
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("<script", "<link", "<img", "@import", "src=")
                .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)");
    }

    @Test
    void whatModelsAndPeopleWroteIsTextAndNothingElse() {
        RecordedState state = new RecordedState();
        state.error = EVIL;
        state.owner = EVIL;
        state.failed("a" + EVIL, 1, EVIL);
        state.call("a" + EVIL, CallEntry.State.SUCCEEDED, 1, EVIL, EVIL);
        state.event("started", 0, EVIL, EVIL, EVIL);
        state.question(EVIL, ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.PENDING, 3);
        String page = RunPage.of(state.snapshot());
        assertThat(page)
                .doesNotContain("<script", "</pre><s")
                .doesNotContain("\"onload")
                .contains("&lt;/pre&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    }

    @Test
    void aTextKeepsItsLinesAndLosesWhatControls() {
        assertThat(PageText.escaped("a\r\n\tb\u0000\u202ec & 'd'"))
                .isEqualTo("a\n\tb\uFFFD\uFFFDc &amp; &#39;d&#39;");
    }

    @Test
    void aRunWithManyStepsIsDrawnInPart() {
        RecordedState state = new RecordedState();
        for (int i = 0; i < 1_000; i++) {
            state.running("review[" + i + "]", 1);
        }
        String page = RunPage.of(state.snapshot());
        assertThat(count(page, "<g><title>")).isEqualTo(300);
        assertThat(page).contains("700 more steps are in the table above");
    }

    @Test
    void aRunWhoseTextsAreNotKeptSaysSo() {
        RecordedState state = state();
        state.textsKept = false;
        assertThat(RunPage.of(state.snapshot())).contains("are not kept");
    }
}
