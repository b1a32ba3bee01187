package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import io.gorgon.yaml.Position;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one text. */
final class Problems {

    private final String file;
    private final PositionedYaml yaml;
    private final TextPlaces texts;
    private final List<WorkflowProblem> found = new ArrayList<>();

    Problems(String file, PositionedYaml yaml, String source) {
        this.file = file;
        this.yaml = yaml;
        this.texts = new TextPlaces(source);
    }

    /** An error at a value. */
    void error(JsonPointer where, String message) {
        add(yaml.value(where), Severity.ERROR, message);
    }

    /** An error at a key. */
    void errorAtKey(JsonPointer where, String message) {
        add(yaml.key(where), Severity.ERROR, message);
    }

    /** An error in a text. */
    void errorInText(JsonPointer where, String text, int offset, String message) {
        add(texts.position(yaml.value(where), text, offset), Severity.ERROR, message);
    }

    /** A warning at a value. */
    void warning(JsonPointer where, String message) {
        add(yaml.value(where), Severity.WARNING, message);
    }

    /** A warning at a key. */
    void warningAtKey(JsonPointer where, String message) {
        add(yaml.key(where), Severity.WARNING, message);
    }

    /** A warning at a value that is an error for those who want to be sure. */
    void strict(JsonPointer where, String message) {
        add(yaml.value(where), Severity.STRICT, message);
    }

    private void add(Position at, Severity severity, String message) {
        found.add(new WorkflowProblem(file, at.line(), at.column(), severity, message));
    }

    /** In the order of the text, each once. */
    List<WorkflowProblem> inOrder() {
        return found.stream().distinct().sorted(WorkflowProblem.FILE_ORDER).toList();
    }

    boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
