package io.gorgon.workflow.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cells in layers: items in the even ones, and for each link a cell in every layer between its
 * ends.
 *
 * @param layers from top to bottom, each from left to right
 * @param chains for each link its cells, from top to bottom; never empty
 */
record Layers(List<List<Cell>> layers, List<List<Cell>> chains) {

    /** What a link without a label takes. */
    static final double LINE = 10;

    /** A place that is taken. Mutable while the layout is made. */
    static final class Cell {
        /** Null for a cell of a link. */
        final String item;

        final double width;
        final double height;
        final int layer;
        final List<Cell> above = new ArrayList<>();
        final List<Cell> below = new ArrayList<>();

        /** The place in the layer, from the left. */
        int order;

        /** The middle. */
        double x;

        Cell(String item, double width, double height, int layer) {
            this.item = item;
            this.width = width;
            this.height = height;
            this.layer = layer;
        }
    }

    static Layers of(List<LayeredLayout.Item> items, List<LayeredLayout.Link> links) {
        Map<String, Integer> ranks = ranks(items, links);
        int most = ranks.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<List<Cell>> layers = new ArrayList<>();
        for (int i = 0; i <= 2 * most; i++) {
            layers.add(new ArrayList<>());
        }
        Map<String, Cell> cells = new HashMap<>();
        for (LayeredLayout.Item item : items) {
            int layer = 2 * ranks.get(item.id());
            Cell cell = new Cell(item.id(), item.width(), item.height(), layer);
            cells.put(item.id(), cell);
            add(cell, layers);
        }
        List<List<Cell>> chains = new ArrayList<>();
        for (LayeredLayout.Link link : links) {
            chains.add(chain(link, cells.get(link.from()), cells.get(link.to()), layers));
        }
        return new Layers(layers, chains);
    }

    private static List<Cell> chain(
            LayeredLayout.Link link, Cell from, Cell to, List<List<Cell>> layers) {
        List<Cell> chain = new ArrayList<>();
        Cell last = from;
        for (int layer = from.layer + 1; layer < to.layer; layer++) {
            boolean label = chain.isEmpty() && link.labelWidth() > 0;
            Cell cell =
                    label
                            ? new Cell(null, link.labelWidth(), link.labelHeight(), layer)
                            : new Cell(null, LINE, 0, layer);
            add(cell, layers);
            join(last, cell);
            chain.add(cell);
            last = cell;
        }
        join(last, to);
        return chain;
    }

    private static void add(Cell cell, List<List<Cell>> layers) {
        List<Cell> layer = layers.get(cell.layer);
        cell.order = layer.size();
        layer.add(cell);
    }

    private static void join(Cell above, Cell below) {
        above.below.add(below);
        below.above.add(above);
    }

    /** The length of the longest way to each item. */
    private static Map<String, Integer> ranks(
            List<LayeredLayout.Item> items, List<LayeredLayout.Link> links) {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        Map<String, Integer> waitsFor = new HashMap<>();
        Map<String, List<String>> next = new HashMap<>();
        items.forEach(item -> ranks.put(item.id(), 0));
        for (LayeredLayout.Link link : links) {
            waitsFor.merge(link.to(), 1, Integer::sum);
            next.computeIfAbsent(link.from(), any -> new ArrayList<>()).add(link.to());
        }
        Deque<String> free = new ArrayDeque<>();
        items.stream()
                .map(LayeredLayout.Item::id)
                .filter(id -> !waitsFor.containsKey(id))
                .forEach(free::add);
        int done = 0;
        while (!free.isEmpty()) {
            String id = free.remove();
            done++;
            for (String to : next.getOrDefault(id, List.of())) {
                ranks.merge(to, ranks.get(id) + 1, Math::max);
                if (waitsFor.merge(to, -1, Integer::sum) == 0) {
                    free.add(to);
                }
            }
        }
        if (done < items.size()) {
            throw new IllegalArgumentException("steps wait for each other in a circle");
        }
        return ranks;
    }
}
