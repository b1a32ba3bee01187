package io.gorgon.workflow.graph;

/** What a node stands for; each kind has a shape and a colour of its own. */
public enum NodeKind {
    START("start"),
    END("end"),
    MODEL("asks a model"),
    SHELL("runs a command"),
    TOOL("calls a tool"),
    APPROVAL("waits for a person"),
    CHECKPOINT("checkpoint"),
    DECISION("condition"),
    ENDPOINT("sends to an endpoint"),
    WORKFLOW("another workflow"),
    DATA("works with data"),
    OTHER("other step");

    private final String words;

    NodeKind(String words) {
        this.words = words;
    }

    /** What the legend says of it. */
    public String words() {
        return words;
    }

    /** Whether it is a step of the file; a condition belongs to one. */
    public boolean isStep() {
        return this != START && this != END && this != DECISION;
    }
}
