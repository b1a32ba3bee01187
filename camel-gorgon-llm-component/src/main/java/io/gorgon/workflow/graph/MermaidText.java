package io.gorgon.workflow.graph;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A graph as text for Mermaid (https://mermaid.js.org/syntax/flowchart.html). Whatever a workflow's
 * texts have in them, they are labels and nothing else: nodes are called {@code n0}, {@code n1}…
 */
public final class MermaidText {

    private final WorkflowGraph graph;
    private final Map<String, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private MermaidText(WorkflowGraph graph) {
        this.graph = graph;
    }

    /** A whole flowchart, from top to bottom; ends with a line break. */
    public static String of(WorkflowGraph graph) {
        return new MermaidText(graph).build();
    }

    private String build() {
        graph.groups().forEach(group -> names.put(group.id(), "g" + names.size()));
        graph.nodes().forEach(node -> names.put(node.id(), "n" + names.size()));
        text.append("flowchart TD\n");
        inside(null, "    ");
        graph.edges().forEach(this::edge);
        Set<NodeKind> kinds = new LinkedHashSet<>();
        graph.nodes().forEach(node -> kinds.add(node.kind()));
        kinds.forEach(this::colours);
        return text.toString();
    }

    private void inside(String group, String indent) {
        graph.nodesIn(group).forEach(node -> line(indent + shape(node)));
        for (GraphGroup each : graph.groupsIn(group)) {
            String label = lines(each.title(), each.detail());
            line(indent + "subgraph " + names.get(each.id()) + "[\"" + label + "\"]");
            line(indent + "    direction TB");
            inside(each.id(), indent + "    ");
            line(indent + "end");
        }
    }

    private String shape(GraphNode node) {
        String label = "\"" + lines(node.title(), node.detail(), node.note()) + "\"";
        String shape =
                switch (node.kind()) {
                    case START, END -> "([" + label + "])";
                    case DECISION -> "{" + label + "}";
                    case APPROVAL -> "{{" + label + "}}";
                    case CHECKPOINT -> "[/" + label + "/]";
                    case SHELL -> "[[" + label + "]]";
                    case TOOL, ENDPOINT -> ">" + label + "]";
                    case WORKFLOW -> "[(" + label + ")]";
                    case MODEL -> "(" + label + ")";
                    case DATA, OTHER -> "[" + label + "]";
                };
        return names.get(node.id()) + shape + ":::" + className(node.kind());
    }

    private static String lines(String... parts) {
        StringBuilder lines = new StringBuilder();
        for (String part : parts) {
            if (!part.isBlank()) {
                lines.append(lines.isEmpty() ? "" : "<br/>").append(MermaidLabel.of(part));
            }
        }
        return lines.isEmpty() ? " " : lines.toString();
    }

    private void edge(GraphEdge edge) {
        boolean dashed = edge.kind() == EdgeKind.FAILURE || edge.kind() == EdgeKind.AGAIN;
        String arrow = dashed ? "-.->" : "-->";
        String label = edge.label().isBlank() ? "" : "|\"" + MermaidLabel.of(edge.label()) + "\"|";
        line("    " + names.get(edge.from()) + " " + arrow + label + " " + names.get(edge.to()));
    }

    private void colours(NodeKind kind) {
        Palette.Colours colours = Palette.of(kind);
        line(
                "    classDef %s fill:%s,stroke:%s,color:%s"
                        .formatted(
                                className(kind), colours.fill(), colours.stroke(), Palette.TEXT));
    }

    /** The word {@code end} alone has a meaning in Mermaid. */
    private static String className(NodeKind kind) {
        return "kind_" + kind.name().toLowerCase(Locale.ROOT);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
