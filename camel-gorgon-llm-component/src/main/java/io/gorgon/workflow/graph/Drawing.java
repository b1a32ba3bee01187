package io.gorgon.workflow.graph;

import java.util.List;

/**
 * A graph with the places of all its parts.
 *
 * @param frames the groups, each after the one that it is in
 */
record Drawing(List<Box> boxes, List<Frame> frames, List<Way> ways, double width, double height) {

    /** A node. */
    record Box(NodeBox node, Rect place) {}

    /** A group and the lines at its top. */
    record Frame(GraphGroup group, List<TextLine> lines, Rect place) {}

    /**
     * An edge.
     *
     * @param points in pairs, as of {@link LayeredLayout.Route}
     * @param lines its label; may be empty
     * @param label the middle of its label
     */
    record Way(GraphEdge edge, List<Point> points, List<TextLine> lines, Point label) {

        double labelWidth() {
            return lines.stream().mapToDouble(TextLine::width).max().orElse(0) + 8;
        }

        double labelHeight() {
            return lines.stream().mapToDouble(TextLine::height).sum() + 2;
        }
    }

    Drawing movedBy(double dx, double dy) {
        return new Drawing(
                boxes.stream()
                        .map(box -> new Box(box.node(), box.place().movedBy(dx, dy)))
                        .toList(),
                frames.stream()
                        .map(
                                frame ->
                                        new Frame(
                                                frame.group(),
                                                frame.lines(),
                                                frame.place().movedBy(dx, dy)))
                        .toList(),
                ways.stream()
                        .map(
                                way ->
                                        new Way(
                                                way.edge(),
                                                way.points().stream()
                                                        .map(point -> point.movedBy(dx, dy))
                                                        .toList(),
                                                way.lines(),
                                                way.label().movedBy(dx, dy)))
                        .toList(),
                width,
                height);
    }
}
