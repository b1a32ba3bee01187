package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;

/** What the parser found: the text in pieces, and the commands in it. */
final class ScriptModel {

    /** A piece of the text to run; exactly one of both is null. */
    record Piece(String literal, Placeholder placeholder) {}

    /** A part of a pipeline: what was found from here to there. */
    record Stage(int fromCommand, int toCommand, int fromPlaceholder, int toPlaceholder) {}

    /** Something that only those may do who may run everything. */
    record Unchecked(int offset, String what) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final List<Placeholder> placeholders = new ArrayList<>();
    private final List<SimpleCommand> commands = new ArrayList<>();
    private final List<List<Stage>> pipelines = new ArrayList<>();
    private final List<Unchecked> unchecked = new ArrayList<>();
    private final List<Word> assignedNames = new ArrayList<>();
    private final List<Unchecked> arithmetic = new ArrayList<>();

    void literal(String text) {
        pieces.add(new Piece(text, null));
    }

    void placeholder(Placeholder placeholder) {
        pieces.add(new Piece(null, placeholder));
        placeholders.add(placeholder);
    }

    int pieceCount() {
        return pieces.size();
    }

    /** Takes back the pieces from there on and puts another in their place. */
    void replaceFrom(int piece, String literal) {
        pieces.subList(piece, pieces.size()).clear();
        literal(literal);
    }

    void replace(int piece, String literal) {
        pieces.set(piece, new Piece(literal, null));
    }

    List<Piece> pieces() {
        return pieces;
    }

    List<Placeholder> placeholders() {
        return placeholders;
    }

    List<SimpleCommand> commands() {
        return commands;
    }

    List<List<Stage>> pipelines() {
        return pipelines;
    }

    List<Unchecked> unchecked() {
        return unchecked;
    }

    /** The names of loops' variables. */
    List<Word> assignedNames() {
        return assignedNames;
    }

    /** The texts of arithmetic expansions, which can assign. */
    List<Unchecked> arithmetic() {
        return arithmetic;
    }
}
