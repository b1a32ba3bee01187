package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the colours mean. */
final class Legend {

    private static final double ROW = 20;
    private static final double SWATCH = 18;
    private static final double GAP = 18;

    private record Entry(NodeKind kind, TextLine words, double x, int row) {}

    private final List<Entry> entries = new ArrayList<>();
    private int rows;

    private Legend() {}

    static Legend of(Set<NodeKind> kinds, double width) {
        Legend legend = new Legend();
        double x = 0;
        for (NodeKind kind : kinds) {
            TextLine words = TextLine.small(kind.words(), width, 1).get(0);
            double needed = SWATCH + 6 + words.width();
            if (x > 0 && x + needed > width) {
                x = 0;
                legend.rows++;
            }
            legend.entries.add(new Entry(kind, words, x, legend.rows));
            x += needed + GAP;
        }
        legend.rows = legend.entries.isEmpty() ? 0 : legend.rows + 1;
        return legend;
    }

    double height() {
        return rows * ROW;
    }

    void draw(XmlText xml, double left, double top) {
        for (Entry entry : entries) {
            double x = left + entry.x();
            double y = top + entry.row() * ROW;
            xml.raw(SvgShape.of(entry.kind(), new Rect(x, y + 3, SWATCH, 12)));
            xml.text(
                    entry.words(),
                    x + SWATCH + 6,
                    y + 2 + entry.words().baseline(),
                    "start",
                    "out");
            xml.raw("\n");
        }
    }
}
