package io.gorgon.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MermaidTextTest {

    private static final String LABEL = "\"(?:[^\"#%`<>{}\\[\\]|]|#\\d+;|<br/>)+\"";

    /** All lines that a drawing can have. */
    private static final List<Pattern> LINES =
            List.of(
                    Pattern.compile("flowchart TD"),
                    Pattern.compile("( {4})+direction TB"),
                    Pattern.compile("( {4})+end"),
                    Pattern.compile("( {4})+subgraph g\\d+\\[" + LABEL + "]"),
                    Pattern.compile(
                            "( {4})+n\\d+(\\(\\[|\\{|\\{\\{|\\[/|\\[\\[|>|\\[\\(|\\(|\\[)"
                                    + LABEL
                                    + "(]\\)|}|}}|/]|]]|]|\\)]|\\)):::kind_[a-z]+"),
                    Pattern.compile(" {4}[ng]\\d+ (-->|-\\.->)(\\|" + LABEL + "\\|)? [ng]\\d+"),
                    Pattern.compile(
                            " {4}classDef kind_[a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},"
                                    + "color:#[0-9a-f]{6}"));

    private static void assertWellFormed(String mermaid) {
        assertThat(mermaid.lines())
                .allSatisfy(
                        line ->
                                assertThat(LINES)
                                        .as(line)
                                        .anyMatch(form -> form.matcher(line).matches()));
    }

    @Test
    void eachNodeGroupAndEdgeIsInTheText() {
        WorkflowGraph graph = Samples.everything();
        String mermaid = MermaidText.of(graph);
        assertWellFormed(mermaid);
        assertThat(mermaid.lines().filter(line -> line.contains(":::")))
                .hasSize(graph.nodes().size());
        assertThat(mermaid.lines().filter(line -> line.contains("subgraph ")))
                .hasSize(graph.groups().size());
        assertThat(mermaid.lines().filter(line -> line.contains("->")))
                .hasSize(graph.edges().size());
    }

    @ParameterizedTest
    @MethodSource("io.gorgon.workflow.graph.HostileTexts#all")
    void noTextOfAWorkflowBreaksTheDrawing(String text) {
        assertWellFormed(MermaidText.of(WorkflowGraph.of(Samples.with(text), Samples.TYPES)));
    }

    @Test
    void aTextIsReadable() {
        assertThat(MermaidLabel.of("security_report, final-summary v1.2"))
                .isEqualTo("security_report, final-summary v1#46;2");
    }

    @Test
    void whatLooksLikeAListIsNone() {
        assertThat(MermaidLabel.of("1. first")).isEqualTo("1#46; first");
        assertThat(MermaidLabel.of("- first")).isEqualTo("#45; first");
    }
}
