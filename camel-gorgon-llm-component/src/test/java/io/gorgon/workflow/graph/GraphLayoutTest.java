package io.gorgon.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphLayoutTest {

    static Stream<WorkflowGraph> graphs() {
        return Stream.concat(
                Stream.concat(
                        Stream.of(Samples.everything(), Samples.graph("steps: []")),
                        HostileTexts.all()
                                .map(text -> WorkflowGraph.of(Samples.with(text), Samples.TYPES))),
                LongStream.range(0, 150).mapToObj(Samples::random));
    }

    private static boolean overlap(Rect a, Rect b) {
        double tolerance = 0.01;
        return a.x() + tolerance < b.right()
                && b.x() + tolerance < a.right()
                && a.y() + tolerance < b.bottom()
                && b.y() + tolerance < a.bottom();
    }

    private static boolean holds(Rect outer, Rect inner) {
        double tolerance = 0.01;
        return outer.x() <= inner.x() + tolerance
                && outer.y() <= inner.y() + tolerance
                && outer.right() >= inner.right() - tolerance
                && outer.bottom() >= inner.bottom() - tolerance;
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void noTwoBoxesOverlap(WorkflowGraph graph) {
        Drawing drawing = GraphLayout.of(graph);
        List<Drawing.Box> boxes = drawing.boxes();
        assertThat(boxes).hasSameSizeAs(graph.nodes());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(overlap(boxes.get(i).place(), boxes.get(j).place())).isFalse();
            }
        }
        for (Drawing.Frame frame : drawing.frames()) {
            for (Drawing.Box box : boxes) {
                assertThat(
                                holds(frame.place(), box.place())
                                        || !overlap(frame.place(), box.place()))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void everythingIsInsideTheDrawing(WorkflowGraph graph) {
        Drawing drawing = GraphLayout.of(graph);
        Rect paper = new Rect(0, 0, drawing.width(), drawing.height());
        assertThat(drawing.boxes()).allMatch(box -> holds(paper, box.place()));
        assertThat(drawing.frames()).allMatch(frame -> holds(paper, frame.place()));
        assertThat(drawing.ways())
                .hasSameSizeAs(graph.edges())
                .flatExtracting(Drawing.Way::points)
                .allMatch(point -> holds(paper, new Rect(point.x(), point.y(), 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void textsFitTheirBoxes(WorkflowGraph graph) {
        for (Drawing.Box box : GraphLayout.of(graph).boxes()) {
            List<TextLine> lines = box.node().lines();
            double width = lines.stream().mapToDouble(TextLine::width).max().orElse(0);
            double height = lines.stream().mapToDouble(TextLine::height).sum();
            boolean diamond = box.node().node().kind() == NodeKind.DECISION;
            double used =
                    diamond
                            ? width / box.place().width() + height / box.place().height()
                            : Math.max(width / box.place().width(), height / box.place().height());
            assertThat(used).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void linesGoRoundBoxes(WorkflowGraph graph) {
        Drawing drawing = GraphLayout.of(graph);
        for (Drawing.Way way : drawing.ways()) {
            List<Point> points = way.points();
            for (int i = 1; i < points.size(); i++) {
                Point a = points.get(i - 1);
                Point b = points.get(i);
                Rect around =
                        new Rect(
                                Math.min(a.x(), b.x()),
                                Math.min(a.y(), b.y()) + 0.5,
                                Math.max(0.1, Math.abs(a.x() - b.x())),
                                Math.max(0, Math.abs(a.y() - b.y()) - 1));
                assertThat(drawing.boxes()).noneMatch(box -> overlap(around, box.place()));
            }
        }
    }
}
