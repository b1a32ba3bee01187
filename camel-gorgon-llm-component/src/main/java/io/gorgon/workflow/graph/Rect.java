package io.gorgon.workflow.graph;

/** A rectangle in pixels; y grows downwards. */
record Rect(double x, double y, double width, double height) {

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    double centreX() {
        return x + width / 2;
    }

    double centreY() {
        return y + height / 2;
    }

    Rect movedBy(double dx, double dy) {
        return new Rect(x + dx, y + dy, width, height);
    }
}
