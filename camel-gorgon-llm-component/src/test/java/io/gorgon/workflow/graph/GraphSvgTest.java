package io.gorgon.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GraphSvgTest {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Set<String> HARMLESS =
            Set.of("svg", "title", "desc", "style", "g", "rect", "path", "text");

    static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document document) {
        List<Element> elements = new ArrayList<>();
        NodeList all = document.getElementsByTagNameNS(NAMESPACE, "*");
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    @Test
    void eachNodeGroupAndEdgeIsDrawn() throws Exception {
        WorkflowGraph graph = Samples.everything();
        List<Element> elements = elements(parse(GraphSvg.of(graph)));
        List<String> ids = new ArrayList<>();
        graph.nodes().forEach(node -> ids.add(node.id()));
        graph.groups().forEach(group -> ids.add(group.id()));
        assertThat(elements.stream().filter(each -> each.hasAttribute("data-id")))
                .extracting(each -> each.getAttribute("data-id"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(elements.stream().filter(each -> each.hasAttribute("data-from")))
                .hasSize(graph.edges().size());
    }

    @Test
    void aDrawingTellsWhatItShowsToThoseWhoDoNotSee() throws Exception {
        Element svg = parse(GraphSvg.of(Samples.everything())).getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("graph-title graph-desc");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Everything at once 1.0");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .startsWith("Shows each shape that a drawing can have.")
                .contains("steps");
    }

    @ParameterizedTest
    @MethodSource("io.gorgon.workflow.graph.HostileTexts#all")
    void aTextOfAWorkflowIsNeverMarkup(String text) throws Exception {
        String svg = GraphSvg.of(WorkflowGraph.of(Samples.with(text), Samples.TYPES));
        List<Element> elements = elements(parse(svg));
        assertThat(elements).extracting(Element::getLocalName).isSubsetOf(HARMLESS);
        for (Element element : elements) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertThat(name).doesNotStartWith("on").doesNotContain("href");
            }
            if (element.getLocalName().equals("style")) {
                assertThat(element.getTextContent()).doesNotContain("url", "@import", "http");
            }
        }
        assertThat(svg.replaceFirst(NAMESPACE, "")).doesNotContain("=\"http", "='http", "<img");
    }

    @ParameterizedTest
    @MethodSource("io.gorgon.workflow.graph.HostileTexts#all")
    void aPageHoldsTextsAsTexts(String text) {
        String page = GraphHtml.of(Samples.with(text), Samples.TYPES);
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("<script", "<img", "<link", "src=\"", "href=\"")
                .endsWith("</html>\n");
        assertThat(page.split("<tr>", -1)).hasSizeGreaterThan(5);
    }

    @Test
    void whatNoXmlCanHoldIsLeftOut() {
        assertThat(XmlText.escaped("a\uD800b\u0000c\uFFFF \u202Ed\tE\n")).isEqualTo("ab c d E");
    }

    @Test
    void aPageHasAllStepsInputsAndOutputs() {
        String page = GraphHtml.of(WorkflowText.read(Samples.EVERYTHING), Samples.TYPES);
        assertThat(page)
                .contains("<td>improve.judge</td>")
                .contains("<td>guess.fallback.simple</td>")
                .contains("<td>one, two</td>")
                .contains("<td>page contains money</td>", "<td>skip</td>")
                .contains("<td>question</td>", "<td>report</td>");
    }
}
