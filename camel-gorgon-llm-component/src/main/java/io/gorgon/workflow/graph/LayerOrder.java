package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the cells of each layer in an order in which few links cross. */
final class LayerOrder {

    private static final int ROUNDS = 16;

    private LayerOrder() {}

    static void improve(Layers layers) {
        List<List<Layers.Cell>> all = layers.layers();
        long fewest = crossings(all);
        Map<Layers.Cell, Integer> best = orders(all);
        for (int round = 0; round < ROUNDS && fewest > 0; round++) {
            boolean down = round % 2 == 0;
            for (int i = 1; i < all.size(); i++) {
                sort(all.get(down ? i : all.size() - 1 - i), down);
            }
            long now = crossings(all);
            if (now < fewest) {
                fewest = now;
                best = orders(all);
            }
        }
        for (List<Layers.Cell> layer : all) {
            layer.sort(Comparator.comparingInt(best::get));
            number(layer);
        }
    }

    private static void sort(List<Layers.Cell> layer, boolean down) {
        Map<Layers.Cell, Double> places = new HashMap<>();
        for (Layers.Cell cell : layer) {
            places.put(
                    cell,
                    (down ? cell.above : cell.below)
                            .stream().mapToInt(other -> other.order).average().orElse(cell.order));
        }
        layer.sort(Comparator.comparingDouble(places::get));
        number(layer);
    }

    private static void number(List<Layers.Cell> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).order = i;
        }
    }

    private static Map<Layers.Cell, Integer> orders(List<List<Layers.Cell>> layers) {
        Map<Layers.Cell, Integer> orders = new HashMap<>();
        layers.forEach(layer -> layer.forEach(cell -> orders.put(cell, cell.order)));
        return orders;
    }

    private static long crossings(List<List<Layers.Cell>> layers) {
        long crossings = 0;
        for (List<Layers.Cell> layer : layers) {
            List<Integer> ends = new ArrayList<>();
            for (Layers.Cell cell : layer) {
                cell.below.stream().map(other -> other.order).sorted().forEach(ends::add);
            }
            crossings += inversions(ends);
        }
        return crossings;
    }

    /** How many pairs stand in the wrong order, by merging sorted halves. */
    private static long inversions(List<Integer> numbers) {
        if (numbers.size() < 2) {
            return 0;
        }
        List<Integer> left = new ArrayList<>(numbers.subList(0, numbers.size() / 2));
        List<Integer> right = new ArrayList<>(numbers.subList(numbers.size() / 2, numbers.size()));
        long found = inversions(left) + inversions(right);
        int l = 0;
        int r = 0;
        for (int i = 0; i < numbers.size(); i++) {
            boolean takeLeft =
                    r == right.size() || (l < left.size() && left.get(l) <= right.get(r));
            if (takeLeft) {
                numbers.set(i, left.get(l++));
            } else {
                found += left.size() - l;
                numbers.set(i, right.get(r++));
            }
        }
        return found;
    }
}
