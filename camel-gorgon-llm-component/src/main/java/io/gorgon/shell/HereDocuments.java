package io.gorgon.shell;

import io.gorgon.shell.Placeholder.Context;
import io.gorgon.shell.ScriptModel.Piece;
import java.util.ArrayList;
import java.util.List;

/** The here-documents that start after the current line. */
final class HereDocuments {

    private static final String OWN_DELIMITER = "GORGON_END";

    private record Waiting(
            Word delimiter, boolean stripTabs, int fromPiece, int toPiece, SimpleCommand command) {}

    private final Cursor in;
    private final List<Waiting> waiting = new ArrayList<>();

    HereDocuments(Cursor in) {
        this.in = in;
    }

    int waitingCount() {
        return waiting.size();
    }

    /** Reads the word after {@code <<}. */
    void start(boolean stripTabs, SimpleCommand command) {
        int fromPiece = in.model().pieceCount();
        Word delimiter = WordReader.read(in);
        if (delimiter.literal() == null || delimiter.literal().contains("\n")) {
            throw new RefusedCommandException(
                    delimiter.offset(), "The word after '<<' must be plain text.");
        }
        waiting.add(new Waiting(delimiter, stripTabs, fromPiece, in.model().pieceCount(), command));
        in.hereDocumentWaits();
    }

    /** Reads them all; the cursor stands behind the line's end. */
    void read() {
        for (Waiting next : waiting) {
            read(next);
            in.hereDocumentRead();
        }
        waiting.clear();
    }

    private void read(Waiting document) {
        String end = document.delimiter().literal();
        int start = in.position();
        int lineStart = start;
        boolean continued = false;
        while (lineStart < in.text().length()) {
            int lineEnd = in.text().indexOf('\n', lineStart);
            lineEnd = lineEnd < 0 ? in.text().length() : lineEnd;
            String line = in.text().substring(lineStart, lineEnd);
            if ((document.stripTabs() ? line.replaceFirst("^\t+", "") : line).equals(end)) {
                if (continued && !document.delimiter().isQuoted()) {
                    throw in.refused("A here-document's last line must not end with a backslash.");
                }
                body(document, start, lineStart, lineEnd);
                return;
            }
            continued = line.endsWith("\\");
            lineStart = lineEnd + 1;
        }
        throw in.refused("A here-document does not end: a line with only " + end + " is missing.");
    }

    private void body(Waiting document, int start, int lineStart, int lineEnd) {
        ScriptModel model = in.model();
        Cursor body =
                new Cursor(in.text().substring(start, lineStart), in.offset(), in.depth(), model);
        int fromPlaceholder = model.placeholders().size();
        int fromPiece = model.pieceCount();
        Word content = new Word(body.offset());
        ExpansionReader expansions = new ExpansionReader(body, content);
        if (document.delimiter().isQuoted()) {
            literalBody(body, expansions);
        } else {
            expandedBody(body, expansions);
        }
        document.command().hereDocument().addAll(content.placeholders());
        String line = in.text().substring(lineStart, Math.min(lineEnd + 1, in.text().length()));
        boolean becomesExpanded =
                document.delimiter().isQuoted() && model.placeholders().size() > fromPlaceholder;
        model.literal(becomesExpanded ? makeExpanded(document, fromPiece, line) : line);
        in.skipTo(Math.min(lineEnd + 1, in.text().length()));
    }

    private static void literalBody(Cursor body, ExpansionReader expansions) {
        while (!body.atEnd()) {
            if (body.at("${")) {
                expansions.placeholder(Context.HERE_DOCUMENT);
            } else {
                body.take();
            }
        }
    }

    private static void expandedBody(Cursor body, ExpansionReader expansions) {
        while (!body.atEnd()) {
            switch (body.peek()) {
                case '\\' -> {
                    body.take();
                    if (!body.atEnd()) {
                        body.take();
                    }
                }
                case '$' -> expansions.dollar(Context.HERE_DOCUMENT);
                case '`' -> expansions.backquoted(true);
                default -> body.take();
            }
        }
    }

    /**
     * Makes a here-document that expands nothing into one whose only expansions are ours.
     *
     * @return its last line
     */
    private String makeExpanded(Waiting document, int fromPiece, String lastLine) {
        ScriptModel model = in.model();
        StringBuilder text = new StringBuilder();
        for (int i = fromPiece; i < model.pieceCount(); i++) {
            Piece piece = model.pieces().get(i);
            if (piece.literal() != null) {
                text.append(piece.literal());
                model.replace(i, piece.literal().replaceAll("[\\\\$`]", "\\\\$0"));
            }
        }
        String delimiter = OWN_DELIMITER;
        while (text.indexOf(delimiter) >= 0) {
            delimiter += "_";
        }
        model.replace(document.fromPiece(), delimiter);
        for (int i = document.fromPiece() + 1; i < document.toPiece(); i++) {
            model.replace(i, "");
        }
        return delimiter + (lastLine.endsWith("\n") ? "\n" : "");
    }
}
