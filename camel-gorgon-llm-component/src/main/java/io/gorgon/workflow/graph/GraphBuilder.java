package io.gorgon.workflow.graph;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the graph of one workflow. */
final class GraphBuilder {

    private final StepWords words;
    private final DataFlow flow;
    private final GroupParts parts;
    private final List<GraphGroup> groups = new ArrayList<>();
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Set<GraphEdge> edges = new LinkedHashSet<>();
    private final Set<String> ids = new HashSet<>();

    /** How one leaves a piece; a kind of null is that of the edge which comes next. */
    record Exit(String node, EdgeKind kind, String label) {}

    /** A part of the graph, and how one comes in and out. */
    record Piece(List<String> entries, List<Exit> exits) {

        static final Piece NOTHING = new Piece(List.of(), List.of());

        boolean isEmpty() {
            return entries.isEmpty();
        }
    }

    GraphBuilder(StepTypes types) {
        this.words = new StepWords(types);
        this.flow = new DataFlow(types);
        this.parts = new GroupParts(types);
    }

    WorkflowGraph build(Workflow workflow) {
        String start = node("start", NodeKind.START, "start", "", null);
        Piece all =
                workflow.settings().autoParallel()
                        ? together(workflow.steps(), "", null, true)
                        : sequence(workflow.steps(), "", null);
        String end = node("end", NodeKind.END, "end", "", null);
        if (all.isEmpty()) {
            edge(start, end, EdgeKind.ORDER, "");
        }
        all.entries().forEach(entry -> edge(start, entry, EdgeKind.ORDER, ""));
        all.exits().forEach(exit -> leave(exit, end, EdgeKind.ORDER, ""));
        return new WorkflowGraph(
                workflow.name() + " " + workflow.version(),
                workflow.description(),
                groups,
                nodes,
                List.copyOf(edges));
    }

    /** One after the other. */
    private Piece sequence(List<Step> steps, String around, String group) {
        Piece whole = Piece.NOTHING;
        for (Step step : steps) {
            whole = then(whole, piece(step, around, group));
        }
        return whole;
    }

    private Piece then(Piece first, Piece second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        for (Exit exit : first.exits()) {
            second.entries().forEach(entry -> leave(exit, entry, EdgeKind.ORDER, ""));
        }
        return new Piece(first.entries(), second.exits());
    }

    /** Each as soon as those that it waits for are done. */
    private Piece together(List<Step> steps, String around, String group, boolean byData) {
        Map<String, Piece> pieces = new LinkedHashMap<>();
        steps.forEach(step -> pieces.put(step.id(), piece(step, around, group)));
        List<String> entries = new ArrayList<>();
        Set<String> waitedFor = new HashSet<>();
        new SiblingOrder(flow)
                .of(steps, byData)
                .forEach(
                        (step, others) -> {
                            Piece piece = pieces.get(step);
                            others.forEach(
                                    (other, names) -> depend(pieces.get(other), piece, names));
                            waitedFor.addAll(others.keySet());
                            if (others.isEmpty()) {
                                entries.addAll(piece.entries());
                            }
                        });
        List<Exit> exits = new ArrayList<>();
        pieces.forEach(
                (step, piece) -> {
                    if (!waitedFor.contains(step)) {
                        exits.addAll(piece.exits());
                    }
                });
        return new Piece(entries, exits);
    }

    private void depend(Piece first, Piece second, Set<String> names) {
        for (Exit exit : first.exits()) {
            String label = exit.kind() == null ? String.join(", ", names) : "";
            second.entries().forEach(entry -> leave(exit, entry, EdgeKind.DEPENDENCY, label));
        }
    }

    /** A step with its condition before it and the step that takes its place beside it. */
    private Piece piece(Step step, String around, String group) {
        String condition =
                step.condition() == null
                        ? null
                        : node(
                                around + step.id() + " condition",
                                NodeKind.DECISION,
                                ConditionText.of(step.condition()),
                                "",
                                group);
        String id = unique(around + step.id());
        if (step.blocks().isEmpty()) {
            nodes.add(
                    new GraphNode(
                            id,
                            words.kind(step),
                            step.id(),
                            StepWords.detail(step),
                            StepWords.note(step),
                            step.description(),
                            group));
        } else {
            group(step, id, group);
        }
        List<Exit> exits = new ArrayList<>(List.of(new Exit(id, null, "")));
        if (condition != null) {
            edge(condition, id, EdgeKind.YES, "yes");
            exits.add(new Exit(condition, EdgeKind.NO, "no"));
        }
        if (step.fallback() != null && step.fallback().step() != null) {
            Piece fallback = piece(step.fallback().step(), id + ".fallback.", group);
            fallback.entries().forEach(to -> edge(id, to, EdgeKind.FAILURE, "if it fails"));
            exits.addAll(fallback.exits());
        }
        return new Piece(List.of(condition == null ? id : condition), exits);
    }

    private void group(Step step, String id, String group) {
        groups.add(
                new GraphGroup(
                        id, step.id(), StepWords.groupDetail(step), step.description(), group));
        List<GroupParts.Part> inside = parts.of(step);
        if (GroupParts.isChoice(step)) {
            choice(step, inside, id);
            return;
        }
        Piece before = Piece.NOTHING;
        for (GroupParts.Part part : inside) {
            String around = id + ".";
            String box = id;
            if (inside.size() > 1 && part.kind() != Block.Kind.SEQUENCE) {
                box = unique(id + " " + part.name());
                groups.add(new GraphGroup(box, part.name(), part.words(), "", id));
            }
            Piece piece = contents(step, part, around, box);
            Piece outer =
                    box.equals(id)
                            ? piece
                            : new Piece(List.of(box), List.of(new Exit(box, null, "")));
            before = then(before, outer);
        }
    }

    private Piece contents(Step step, GroupParts.Part part, String around, String box) {
        if (part.kind() == Block.Kind.PARALLEL) {
            return together(part.steps(), around, box, false);
        }
        Piece once = sequence(part.steps(), around, box);
        if (part.kind() != Block.Kind.LOOP || once.isEmpty()) {
            return once;
        }
        String again = node(around + " again", NodeKind.DECISION, StepWords.again(step), "", box);
        Piece round = then(once, new Piece(List.of(again), List.of(new Exit(again, null, ""))));
        once.entries().forEach(entry -> edge(again, entry, EdgeKind.AGAIN, "again"));
        return round;
    }

    /** One of several ways; each condition leads to the next one when it does not hold. */
    private void choice(Step step, List<GroupParts.Part> ways, String id) {
        Exit open = null;
        for (GroupParts.Part way : ways) {
            if (way.condition() != null) {
                String decision =
                        node(
                                id + " " + way.name() + " condition",
                                NodeKind.DECISION,
                                ConditionText.of(way.condition()),
                                "",
                                id);
                if (open != null) {
                    leave(open, decision, EdgeKind.NO, "no");
                }
                open = new Exit(decision, EdgeKind.NO, "no");
                sequence(way.steps(), id + ".", id)
                        .entries()
                        .forEach(entry -> edge(decision, entry, EdgeKind.YES, "yes"));
            } else {
                Exit otherwise = open;
                sequence(way.steps(), id + ".", id)
                        .entries()
                        .forEach(
                                entry -> {
                                    if (otherwise != null) {
                                        leave(otherwise, entry, EdgeKind.NO, "no");
                                    }
                                });
            }
        }
    }

    private void leave(Exit exit, String to, EdgeKind kind, String label) {
        boolean own = exit.kind() != null;
        edge(exit.node(), to, own ? exit.kind() : kind, own ? exit.label() : label);
    }

    private void edge(String from, String to, EdgeKind kind, String label) {
        edges.add(new GraphEdge(from, to, kind, label));
    }

    private String node(String id, NodeKind kind, String title, String detail, String group) {
        String unique = unique(id);
        nodes.add(new GraphNode(unique, kind, title, detail, "", "", group));
        return unique;
    }

    private String unique(String id) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + " " + i;
        }
        return unique;
    }
}
