package io.gorgon.workflow.graph;

/** The colours of the drawings: dark text on light boxes, told apart by their borders too. */
final class Palette {

    static final String TEXT = "#1c2430";

    /**
     * @param fill of a box
     * @param stroke its border
     */
    record Colours(String fill, String stroke) {}

    private Palette() {}

    static Colours of(NodeKind kind) {
        return switch (kind) {
            case START, END -> new Colours("#e8ebef", "#5c6775");
            case MODEL -> new Colours("#e3ecfd", "#2f66c4");
            case SHELL -> new Colours("#e9e6e1", "#5d5546");
            case TOOL -> new Colours("#dff3f1", "#0f766e");
            case APPROVAL -> new Colours("#fdeccb", "#b45309");
            case CHECKPOINT -> new Colours("#e4f3e4", "#2f7d32");
            case DECISION -> new Colours("#fbf6cf", "#8a6d00");
            case ENDPOINT -> new Colours("#fbe4ee", "#b02a68");
            case WORKFLOW -> new Colours("#ece4fa", "#6b3fb5");
            case DATA -> new Colours("#f0f2f4", "#64748b");
            case OTHER -> new Colours("#ffffff", "#475569");
        };
    }
}
