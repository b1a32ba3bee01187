package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places boxes in layers, so that every link leads downwards and goes round all other boxes
 * (Sugiyama's method: layers by the longest path, order by barycentres, places by least squares).
 */
final class LayeredLayout {

    /** Between two layers; between two layers of boxes there is one of labels. */
    static final double GAP = 24;

    /** The last piece of a link is straight, for the tip of an arrow. */
    static final double TIP = 8;

    /** A box to place. */
    record Item(String id, double width, double height) {}

    /** Leads from one item to another one; a label of no width is none. */
    record Link(String from, String to, double labelWidth, double labelHeight) {}

    /**
     * How a link goes.
     *
     * @param points in pairs, from top to bottom: between the two of a pair it is straight, between
     *     two pairs it may be curved
     * @param label the middle of its label
     */
    record Route(List<Point> points, Point label) {}

    /**
     * All places; the upper left corner is the origin.
     *
     * @param boxes by the ids of the items
     * @param routes in the order of the links
     */
    record Result(Map<String, Rect> boxes, List<Route> routes, double width, double height) {}

    private LayeredLayout() {}

    /**
     * @param links without a cycle
     */
    static Result of(List<Item> items, List<Link> links) {
        Layers layers = Layers.of(items, links);
        LayerOrder.improve(layers);
        LayerPlaces.assign(layers);
        List<Double> tops = new ArrayList<>();
        double y = 0;
        for (List<Layers.Cell> layer : layers.layers()) {
            tops.add(y);
            y += height(layer) + GAP;
        }
        Map<String, Rect> boxes = new HashMap<>();
        double width = 0;
        for (List<Layers.Cell> layer : layers.layers()) {
            for (Layers.Cell cell : layer) {
                width = Math.max(width, cell.x + cell.width / 2);
                if (cell.item != null) {
                    double free = height(layer) - cell.height;
                    boxes.put(
                            cell.item,
                            new Rect(
                                    cell.x - cell.width / 2,
                                    tops.get(cell.layer) + free / 2,
                                    cell.width,
                                    cell.height));
                }
            }
        }
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            routes.add(route(links.get(i), layers.chains().get(i), layers, tops, boxes));
        }
        return new Result(boxes, routes, width, Math.max(0, y - GAP));
    }

    private static Route route(
            Link link,
            List<Layers.Cell> chain,
            Layers layers,
            List<Double> tops,
            Map<String, Rect> boxes) {
        List<Point> points = new ArrayList<>();
        Rect from = boxes.get(link.from());
        int fromLayer = chain.get(0).layer - 1;
        points.add(new Point(from.centreX(), from.bottom()));
        points.add(new Point(from.centreX(), tops.get(fromLayer) + height(layers, fromLayer)));
        Point label = null;
        for (Layers.Cell cell : chain) {
            double top = tops.get(cell.layer);
            double height = height(layers, cell.layer);
            if (cell.width > Layers.LINE || cell.layer % 2 == 0) {
                points.add(new Point(cell.x, top));
                points.add(new Point(cell.x, top + height));
            }
            if (label == null) {
                label = new Point(cell.x, top + height / 2);
            }
        }
        Rect to = boxes.get(link.to());
        int toLayer = chain.get(chain.size() - 1).layer + 1;
        points.add(new Point(to.centreX(), tops.get(toLayer) - TIP));
        points.add(new Point(to.centreX(), to.y()));
        return new Route(points, label);
    }

    private static double height(Layers layers, int layer) {
        return height(layers.layers().get(layer));
    }

    private static double height(List<Layers.Cell> layer) {
        return layer.stream().mapToDouble(cell -> cell.height).max().orElse(0);
    }
}
