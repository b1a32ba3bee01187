package io.gorgon.workflow.graph;

/** In pixels; y grows downwards. */
record Point(double x, double y) {

    Point movedBy(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }
}
