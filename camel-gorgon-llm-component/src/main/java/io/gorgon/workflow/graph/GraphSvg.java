package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws a graph as SVG that needs nothing from anywhere: no font, no script, no picture. */
public final class GraphSvg {

    private static final double MARGIN = 24;
    private static final double NARROWEST = 460;

    private final Drawing drawing;
    private final WorkflowGraph graph;
    private final XmlText xml = new XmlText();

    private GraphSvg(WorkflowGraph graph) {
        this.graph = graph;
        this.drawing = GraphLayout.of(graph);
    }

    /** A whole SVG document; ends with a line break. */
    public static String of(WorkflowGraph graph) {
        return new GraphSvg(graph).build();
    }

    private String build() {
        double inner = Math.max(NARROWEST, drawing.width());
        List<TextLine> head = new ArrayList<>(TextLine.heading(graph.title(), inner, 2));
        head.addAll(TextLine.plain(graph.description(), inner, 4));
        double headHeight = head.stream().mapToDouble(TextLine::height).sum() + 18;
        Legend legend = Legend.of(kinds(), inner);
        double width = inner + 2 * MARGIN;
        double height = MARGIN + headHeight + drawing.height() + 20 + legend.height() + MARGIN;
        open(width, height);
        double y = MARGIN;
        for (TextLine line : head) {
            xml.text(line, MARGIN, y + line.baseline(), "start", "out");
            y += line.height();
        }
        Drawing placed =
                drawing.movedBy(MARGIN + (inner - drawing.width()) / 2, MARGIN + headHeight);
        placed.frames().forEach(this::frame);
        placed.ways().forEach(this::way);
        placed.boxes().forEach(this::box);
        placed.ways().forEach(this::label);
        legend.draw(xml, MARGIN, height - MARGIN - legend.height());
        xml.raw("</svg>\n");
        return xml.toString();
    }

    private Set<NodeKind> kinds() {
        Set<NodeKind> kinds = EnumSet.noneOf(NodeKind.class);
        graph.nodes().forEach(node -> kinds.add(node.kind()));
        kinds.remove(NodeKind.START);
        kinds.remove(NodeKind.END);
        return kinds;
    }

    private void open(double width, double height) {
        xml.raw(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                        + " aria-labelledby=\"graph-title graph-desc\""
                        + XmlText.attribute("width", width)
                        + XmlText.attribute("height", height)
                        + " viewBox=\"0 0 "
                        + XmlText.number(width)
                        + " "
                        + XmlText.number(height)
                        + "\">\n");
        xml.raw("<title id=\"graph-title\">" + XmlText.escaped(graph.title()) + "</title>\n");
        xml.raw("<desc id=\"graph-desc\">" + XmlText.escaped(inWords()) + "</desc>\n");
        xml.raw("<style>\n" + SvgStyle.TEXT + "</style>\n");
        xml.raw(
                "<rect class=\"paper\" x=\"0\" y=\"0\" rx=\"10\""
                        + XmlText.attribute("width", width)
                        + XmlText.attribute("height", height)
                        + "/>\n");
    }

    private String inWords() {
        long steps =
                graph.nodes().stream().filter(node -> node.kind().isStep()).count()
                        + graph.groups().stream()
                                .filter(group -> !group.detail().isEmpty())
                                .count();
        String first = ShownText.of(graph.description());
        return (first.isEmpty() ? "" : first + " ")
                + "A flow chart from top to bottom with "
                + steps
                + (steps == 1 ? " step." : " steps.");
    }

    private void frame(Drawing.Frame frame) {
        xml.raw("<g" + XmlText.attribute("data-id", frame.group().id()) + ">");
        xml.tooltip(frame.group().title(), frame.group().description());
        xml.rect("frame", frame.place(), 12);
        double y = frame.place().y() + 9;
        for (TextLine line : frame.lines()) {
            xml.text(line, frame.place().x() + 18, y + line.baseline(), "start", "out");
            y += line.height();
        }
        xml.raw("</g>\n");
    }

    private void box(Drawing.Box box) {
        GraphNode node = box.node().node();
        xml.raw("<g" + XmlText.attribute("data-id", node.id()) + ">");
        xml.tooltip(node.title(), node.description());
        xml.raw(SvgShape.of(node.kind(), box.place()));
        double y =
                box.place().centreY()
                        - box.node().lines().stream().mapToDouble(TextLine::height).sum() / 2;
        for (TextLine line : box.node().lines()) {
            xml.text(line, box.place().centreX(), y + line.baseline(), "middle", "in");
            y += line.height();
        }
        xml.raw("</g>\n");
    }

    private void way(Drawing.Way way) {
        String kind = way.edge().kind().name().toLowerCase(Locale.ROOT);
        List<Point> points = way.points();
        Point end = points.get(points.size() - 1);
        xml.raw(
                "<g"
                        + XmlText.attribute("data-from", way.edge().from())
                        + XmlText.attribute("data-to", way.edge().to())
                        + "><path class=\"way "
                        + kind
                        + "\" d=\""
                        + SvgShape.line(points, way.edge().kind() == EdgeKind.AGAIN)
                        + "\"/><path class=\"tip "
                        + kind
                        + "\" d=\"M"
                        + XmlText.number(end.x())
                        + " "
                        + XmlText.number(end.y())
                        + "l-4.5 -8h9z\"/></g>\n");
    }

    private void label(Drawing.Way way) {
        if (way.lines().isEmpty()) {
            return;
        }
        double width = way.labelWidth();
        double height = way.labelHeight();
        Point middle = way.label();
        xml.rect(
                "label",
                new Rect(middle.x() - width / 2, middle.y() - height / 2, width, height),
                4);
        double y = middle.y() - height / 2 + 1;
        for (TextLine line : way.lines()) {
            xml.text(line, middle.x(), y + line.baseline(), "middle", "out");
            y += line.height();
        }
        xml.raw("\n");
    }
}
