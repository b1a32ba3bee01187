package io.gorgon.workflow.graph;

import java.util.List;
import java.util.Locale;

/** The outlines of nodes and the lines between them, as SVG. */
final class SvgShape {

    private static final double SLANT = NodeBox.SLANT;

    private SvgShape() {}

    static String of(NodeKind kind, Rect at) {
        double slant = Math.min(SLANT, at.width() / 4);
        return switch (kind) {
            case START, END -> rect(kind, at, at.height() / 2);
            case DECISION ->
                    path(
                            kind,
                            at.centreX(),
                            at.y(),
                            at.right(),
                            at.centreY(),
                            at.centreX(),
                            at.bottom(),
                            at.x(),
                            at.centreY());
            case APPROVAL ->
                    path(
                            kind,
                            at.x() + slant,
                            at.y(),
                            at.right() - slant,
                            at.y(),
                            at.right(),
                            at.centreY(),
                            at.right() - slant,
                            at.bottom(),
                            at.x() + slant,
                            at.bottom(),
                            at.x(),
                            at.centreY());
            case CHECKPOINT ->
                    path(
                            kind,
                            at.x() + slant,
                            at.y(),
                            at.right(),
                            at.y(),
                            at.right() - slant,
                            at.bottom(),
                            at.x(),
                            at.bottom());
            case SHELL -> rect(kind, at, 3) + bars(kind, at, slant / 2);
            case WORKFLOW ->
                    rect(kind, at, 8)
                            + rect(
                                    kind,
                                    new Rect(
                                            at.x() + 3,
                                            at.y() + 3,
                                            at.width() - 6,
                                            at.height() - 6),
                                    6);
            case MODEL -> rect(kind, at, 12);
            case TOOL, ENDPOINT, DATA, OTHER -> rect(kind, at, 5);
        };
    }

    private static String rect(NodeKind kind, Rect at, double radius) {
        return "<rect"
                + className(kind)
                + XmlText.attribute("x", at.x())
                + XmlText.attribute("y", at.y())
                + XmlText.attribute("width", at.width())
                + XmlText.attribute("height", at.height())
                + XmlText.attribute("rx", radius)
                + "/>";
    }

    private static String bars(NodeKind kind, Rect at, double inwards) {
        StringBuilder d = new StringBuilder();
        for (double x : new double[] {at.x() + inwards, at.right() - inwards}) {
            d.append("M").append(pair(new Point(x, at.y())));
            d.append("V").append(XmlText.number(at.bottom()));
        }
        return "<path" + className(kind) + " d=\"" + d + "\"/>";
    }

    private static String path(NodeKind kind, double... corners) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            d.append(i == 0 ? "M" : "L").append(pair(new Point(corners[i], corners[i + 1])));
        }
        return "<path" + className(kind) + " d=\"" + d + "Z\"/>";
    }

    private static String className(NodeKind kind) {
        return " class=\"node " + kind.name().toLowerCase(Locale.ROOT) + "\"";
    }

    /**
     * @param angular whether its corners are not curves
     */
    static String line(List<Point> points, boolean angular) {
        StringBuilder d = new StringBuilder("M" + pair(points.get(0)));
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            boolean straight = angular || i % 2 == 1 || Math.abs(from.x() - to.x()) < 0.5;
            if (straight) {
                d.append("L").append(pair(to));
            } else {
                double middle = (from.y() + to.y()) / 2;
                d.append("C").append(pair(new Point(from.x(), middle))).append(" ");
                d.append(pair(new Point(to.x(), middle))).append(" ").append(pair(to));
            }
        }
        return d.toString();
    }

    private static String pair(Point point) {
        return XmlText.number(point.x()) + " " + XmlText.number(point.y());
    }
}
