package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Places everything: each group by itself first, then as one box in the group around it. */
final class GraphLayout {

    private static final double PADDING = 18;
    private static final double HEADER_GAP = 8;
    private static final double NARROWEST_FRAME = 200;

    /** What an edge that leads back takes above, below and beside the boxes. */
    private static final double LANE = 20;

    private static final double LABEL_WIDTH = 170;

    private final WorkflowGraph graph;

    private GraphLayout(WorkflowGraph graph) {
        this.graph = graph;
    }

    static Drawing of(WorkflowGraph graph) {
        return new GraphLayout(graph).inside(null);
    }

    private Drawing inside(String group) {
        List<LayeredLayout.Item> items = new ArrayList<>();
        Map<String, NodeBox> nodes = new HashMap<>();
        for (GraphNode node : graph.nodesIn(group)) {
            NodeBox box = NodeBox.of(node);
            nodes.put(node.id(), box);
            items.add(new LayeredLayout.Item(node.id(), box.width(), box.height()));
        }
        Map<String, Drawing> frames = new HashMap<>();
        for (GraphGroup each : graph.groupsIn(group)) {
            Drawing frame = framed(each);
            frames.put(each.id(), frame);
            items.add(new LayeredLayout.Item(each.id(), frame.width(), frame.height()));
        }
        Set<String> here = new TreeSet<>();
        items.forEach(item -> here.add(item.id()));
        List<Drawing.Way> down = new ArrayList<>();
        List<Drawing.Way> back = new ArrayList<>();
        for (GraphEdge edge : graph.edges()) {
            if (here.contains(edge.from())) {
                List<TextLine> label = TextLine.small(edge.label(), LABEL_WIDTH, 2);
                (edge.kind() == EdgeKind.AGAIN ? back : down)
                        .add(new Drawing.Way(edge, List.of(), label, null));
            }
        }
        LayeredLayout.Result result =
                LayeredLayout.of(items, down.stream().map(GraphLayout::link).toList());
        return assemble(result, nodes, frames, down, back);
    }

    private static LayeredLayout.Link link(Drawing.Way way) {
        boolean label = !way.lines().isEmpty();
        return new LayeredLayout.Link(
                way.edge().from(),
                way.edge().to(),
                label ? way.labelWidth() : 0,
                label ? way.labelHeight() : 0);
    }

    private static Drawing assemble(
            LayeredLayout.Result result,
            Map<String, NodeBox> nodes,
            Map<String, Drawing> frames,
            List<Drawing.Way> down,
            List<Drawing.Way> back) {
        List<Drawing.Box> boxes = new ArrayList<>();
        List<Drawing.Frame> allFrames = new ArrayList<>();
        List<Drawing.Way> ways = new ArrayList<>();
        for (Map.Entry<String, Rect> each : result.boxes().entrySet()) {
            Rect place = each.getValue();
            Drawing frame = frames.get(each.getKey());
            if (frame == null) {
                boxes.add(new Drawing.Box(nodes.get(each.getKey()), place));
            } else {
                Drawing moved = frame.movedBy(place.x(), place.y());
                boxes.addAll(moved.boxes());
                allFrames.addAll(moved.frames());
                ways.addAll(moved.ways());
            }
        }
        for (int i = 0; i < down.size(); i++) {
            LayeredLayout.Route route = result.routes().get(i);
            Drawing.Way way = down.get(i);
            ways.add(new Drawing.Way(way.edge(), route.points(), way.lines(), route.label()));
        }
        double width = result.width();
        for (Drawing.Way way : back) {
            double lane = width + LANE / 2 + way.labelWidth() / 2;
            ways.add(
                    back(
                            way,
                            result.boxes().get(way.edge().from()),
                            result.boxes().get(way.edge().to()),
                            lane,
                            result.height()));
            width = lane + way.labelWidth() / 2;
        }
        Drawing drawing = new Drawing(boxes, allFrames, ways, width, result.height());
        if (back.isEmpty()) {
            return drawing;
        }
        Drawing moved = drawing.movedBy(0, LANE);
        return new Drawing(
                moved.boxes(), moved.frames(), moved.ways(), width, result.height() + 2 * LANE);
    }

    /** Round everything: below the boxes, up beside them, and in from above. */
    private static Drawing.Way back(
            Drawing.Way way, Rect from, Rect to, double lane, double height) {
        double above = -LANE * 0.75;
        double below = height + LANE / 2;
        List<Point> points =
                List.of(
                        new Point(from.centreX(), from.bottom()),
                        new Point(from.centreX(), below),
                        new Point(lane, below),
                        new Point(lane, above),
                        new Point(to.centreX(), above),
                        new Point(to.centreX(), to.y()));
        return new Drawing.Way(way.edge(), points, way.lines(), new Point(lane, height / 2));
    }

    /** The contents of a group with its frame around them. */
    private Drawing framed(GraphGroup group) {
        Drawing contents = inside(group.id());
        double room = Math.max(NARROWEST_FRAME, contents.width());
        List<TextLine> lines = new ArrayList<>(TextLine.bold(group.title(), room, 2));
        lines.addAll(TextLine.small(group.detail(), room, 2));
        double header =
                lines.stream().mapToDouble(TextLine::height).sum() + PADDING / 2 + HEADER_GAP;
        double widest = lines.stream().mapToDouble(TextLine::width).max().orElse(0);
        double inner = Math.max(contents.width(), widest);
        double width = inner + 2 * PADDING;
        double height = header + contents.height() + PADDING;
        Drawing moved = contents.movedBy(PADDING + (inner - contents.width()) / 2, header);
        List<Drawing.Frame> frames = new ArrayList<>();
        frames.add(new Drawing.Frame(group, lines, new Rect(0, 0, width, height)));
        frames.addAll(moved.frames());
        return new Drawing(moved.boxes(), frames, moved.ways(), width, height);
    }
}
