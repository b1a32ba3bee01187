package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.List;

/** Moves cells as near as possible to the middle of those that they are linked with. */
final class LayerPlaces {

    private static final int ROUNDS = 80;
    private static final double BETWEEN_BOXES = 30;
    private static final double BETWEEN_LINES = 14;

    /** Links are rather straight than short. */
    private static final double STRAIGHTNESS = 4;

    private LayerPlaces() {}

    /** Gives every cell its x: all are greater than zero, none overlaps another of its layer. */
    static void assign(Layers layers) {
        List<List<Layers.Cell>> all = layers.layers();
        all.forEach(LayerPlaces::pack);
        for (int round = 0; round < ROUNDS; round++) {
            boolean down = round % 2 == 0;
            boolean last = round >= ROUNDS - 20;
            for (int i = 0; i < all.size(); i++) {
                move(all.get(down ? i : all.size() - 1 - i), down || last, !down || last);
            }
        }
        double left =
                all.stream()
                        .flatMap(List::stream)
                        .mapToDouble(cell -> cell.x - cell.width / 2)
                        .min()
                        .orElse(0);
        all.forEach(layer -> layer.forEach(cell -> cell.x -= left));
    }

    private static void pack(List<Layers.Cell> layer) {
        double x = 0;
        for (int i = 0; i < layer.size(); i++) {
            x += i == 0 ? 0 : distance(layer.get(i - 1), layer.get(i));
            layer.get(i).x = x;
        }
        double middle = x / 2;
        layer.forEach(cell -> cell.x -= middle);
    }

    private static double distance(Layers.Cell left, Layers.Cell right) {
        boolean boxes = left.item != null && right.item != null;
        return (left.width + right.width) / 2 + (boxes ? BETWEEN_BOXES : BETWEEN_LINES);
    }

    /** Cells that touch move as one. */
    private static final class Cluster {
        double weight;
        double sum;
        int cells;

        double place() {
            return sum / weight;
        }
    }

    /**
     * The order stays; the sum of squares of the ways to the wanted places is the least (pool
     * adjacent violators).
     */
    private static void move(List<Layers.Cell> layer, boolean byAbove, boolean byBelow) {
        List<Cluster> clusters = new ArrayList<>();
        double offset = 0;
        double[] offsets = new double[layer.size()];
        for (int i = 0; i < layer.size(); i++) {
            Layers.Cell cell = layer.get(i);
            offset += i == 0 ? 0 : distance(layer.get(i - 1), cell);
            offsets[i] = offset;
            Cluster cluster = wish(cell, byAbove, byBelow);
            cluster.sum -= offset * cluster.weight;
            clusters.add(cluster);
            while (clusters.size() > 1
                    && clusters.get(clusters.size() - 2).place() >= cluster.place()) {
                Cluster before = clusters.remove(clusters.size() - 2);
                cluster.sum += before.sum;
                cluster.weight += before.weight;
                cluster.cells += before.cells;
            }
        }
        int at = 0;
        for (Cluster cluster : clusters) {
            for (int i = 0; i < cluster.cells; i++, at++) {
                layer.get(at).x = cluster.place() + offsets[at];
            }
        }
    }

    private static Cluster wish(Layers.Cell cell, boolean byAbove, boolean byBelow) {
        Cluster wish = new Cluster();
        wish.cells = 1;
        if (byAbove) {
            cell.above.forEach(other -> draw(wish, cell, other));
        }
        if (byBelow) {
            cell.below.forEach(other -> draw(wish, cell, other));
        }
        if (wish.weight == 0) {
            wish.weight = 0.01;
            wish.sum = cell.x * wish.weight;
        }
        return wish;
    }

    private static void draw(Cluster wish, Layers.Cell cell, Layers.Cell other) {
        boolean alone = links(cell) <= 2 && links(other) <= 2;
        double weight = alone ? STRAIGHTNESS : 1;
        wish.weight += weight;
        wish.sum += weight * other.x;
    }

    private static int links(Layers.Cell cell) {
        return cell.above.size() + cell.below.size();
    }
}
