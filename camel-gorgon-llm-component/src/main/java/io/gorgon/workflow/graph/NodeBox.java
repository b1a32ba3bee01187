package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.List;

/** How large the box of a node is, and the lines in it. */
record NodeBox(GraphNode node, List<TextLine> lines, double width, double height) {

    static final double SLANT = 14;

    private static final double WIDEST = 196;
    private static final double NARROWEST = 96;
    private static final double SIDE = 14;
    private static final double ABOVE = 10;

    /** A diamond holds a text when its parts of the width and of the height are 1 in sum. */
    private static final double DIAMOND_WIDTH = 1.7;

    private static final double DIAMOND_HEIGHT = 2.5;

    static NodeBox of(GraphNode node) {
        List<TextLine> lines = new ArrayList<>();
        boolean step = node.kind().isStep();
        lines.addAll(
                step
                        ? TextLine.bold(node.title(), WIDEST, 3)
                        : TextLine.plain(node.title(), WIDEST, 4));
        lines.addAll(TextLine.small(node.detail(), WIDEST, 2));
        lines.addAll(TextLine.small(node.note(), WIDEST, 2));
        double textWidth = lines.stream().mapToDouble(TextLine::width).max().orElse(0);
        double textHeight = lines.stream().mapToDouble(TextLine::height).sum();
        if (node.kind() == NodeKind.DECISION) {
            return new NodeBox(
                    node, lines, (textWidth + 6) * DIAMOND_WIDTH, textHeight * DIAMOND_HEIGHT);
        }
        boolean pill = !step;
        boolean slanted =
                node.kind() == NodeKind.APPROVAL
                        || node.kind() == NodeKind.CHECKPOINT
                        || node.kind() == NodeKind.SHELL;
        double width = textWidth + 2 * SIDE + (slanted ? 2 * SLANT : 0);
        return new NodeBox(
                node,
                lines,
                Math.max(pill ? NARROWEST / 1.5 : NARROWEST, width),
                textHeight + 2 * (pill ? ABOVE / 1.5 : ABOVE));
    }
}
