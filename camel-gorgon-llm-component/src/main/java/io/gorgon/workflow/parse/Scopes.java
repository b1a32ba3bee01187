package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.parse.LocatedStep.LocatedBlock;
import io.gorgon.workflow.step.Block;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which variables each step of a workflow can read. */
final class Scopes {

    private final Map<JsonPointer, Scope> scopes = new HashMap<>();
    private final Set<String> start;

    /**
     * @param start what a run is started with
     * @param kind in which order the steps run
     */
    Scopes(List<LocatedStep> steps, Set<String> start, Block.Kind kind) {
        this.start = Set.copyOf(start);
        list(steps, new Scope(start, Map.of()), kind);
    }

    /** What a run is started with. */
    Set<String> start() {
        return start;
    }

    Scope of(LocatedStep step) {
        return scopes.get(step.pointer());
    }

    /** The variables that steps give to those after them. */
    static Set<String> given(List<LocatedStep> steps) {
        Set<String> names = new LinkedHashSet<>();
        steps.forEach(step -> names.addAll(given(step)));
        return names;
    }

    /** The variables that a step gives to those after it. */
    static Set<String> given(LocatedStep step) {
        Set<String> names = new LinkedHashSet<>(step.step().outputNames());
        if (step.type() != null) {
            names.addAll(step.type().sets(step.step()));
        }
        if (step.step().consensus() != null) {
            names.add(StepConsensus.VERDICT);
        }
        for (LocatedBlock block : step.blocks()) {
            if (block.block().publishes()) {
                names.addAll(given(block.steps()));
            }
        }
        return names;
    }

    private void list(List<LocatedStep> steps, Scope outer, Block.Kind kind) {
        boolean inOrder = kind == Block.Kind.SEQUENCE || kind == Block.Kind.EACH;
        Set<String> known = new LinkedHashSet<>(outer.variables());
        Map<String, String> later = new LinkedHashMap<>(outer.later());
        if (inOrder) {
            steps.forEach(
                    step -> given(step).forEach(name -> later.putIfAbsent(name, step.step().id())));
        } else {
            known.addAll(given(steps));
        }
        for (LocatedStep step : steps) {
            step(step, new Scope(known(step, steps, outer, known, kind), later));
            if (inOrder) {
                known.addAll(given(step));
            }
        }
    }

    /** A step that runs beside others knows what they give, but not what it gives itself. */
    private static Set<String> known(
            LocatedStep step,
            List<LocatedStep> siblings,
            Scope outer,
            Set<String> known,
            Block.Kind kind) {
        if (kind != Block.Kind.PARALLEL) {
            return new LinkedHashSet<>(known);
        }
        Set<String> names = new LinkedHashSet<>(outer.variables());
        siblings.stream()
                .filter(other -> other != step)
                .forEach(other -> names.addAll(given(other)));
        return names;
    }

    private void step(LocatedStep step, Scope scope) {
        Set<String> own = new LinkedHashSet<>(scope.variables());
        for (LocatedBlock block : step.blocks()) {
            Set<String> inside = new LinkedHashSet<>(scope.variables());
            inside.addAll(block.block().variables());
            list(block.steps(), new Scope(inside, scope.later()), block.block().kind());
            if (block.block().kind() == Block.Kind.LOOP) {
                own.addAll(block.block().variables());
                own.addAll(given(block.steps()));
            }
        }
        scopes.put(step.pointer(), new Scope(own, scope.later()));
        if (step.fallback() != null) {
            step(step.fallback(), scope);
        }
    }
}
