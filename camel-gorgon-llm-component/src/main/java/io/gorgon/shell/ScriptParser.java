package io.gorgon.shell;

import io.gorgon.shell.ScriptModel.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads lists of commands as POSIX describes them (XCU 2.10, Shell Grammar). */
final class ScriptParser {

    private static final Pattern RESERVED =
            Pattern.compile(
                    "(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|[{}!])"
                            + "(?=[ \\t\\n;&|<>()]|\\z)");
    private static final Set<String> CLOSING =
            Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Cursor in;
    private final ScriptModel model;
    private final HereDocuments hereDocuments;
    private final CompoundCommands compounds;
    private final SimpleCommands simples;

    ScriptParser(Cursor in) {
        this.in = in;
        this.model = in.model();
        this.hereDocuments = new HereDocuments(in);
        this.simples = new SimpleCommands(in, this, hereDocuments);
        this.compounds = new CompoundCommands(in, this, simples);
    }

    /** Reads to the end of the text. */
    void wholeText() {
        list();
        if (!in.atEnd()) {
            throw unexpected();
        }
    }

    /** Reads commands up to a closing word or parenthesis, or the end. */
    void list() {
        in.enter();
        while (true) {
            lineEnds();
            if (atListEnd()) {
                break;
            }
            andOr();
            blanks();
            if (in.peek() == '#') {
                comment();
            }
            if (in.peek() == '&' || in.peek() == ';' && !in.at(";;")) {
                in.take();
            } else if (in.peek() != '\n') {
                break;
            }
        }
        if (hereDocuments.waitingCount() > 0) {
            throw in.refused("A here-document's text is missing after its line.");
        }
        in.leave();
    }

    private boolean atListEnd() {
        String reserved = reserved();
        return in.atEnd()
                || in.peek() == ')'
                || in.at(";;")
                || reserved != null && CLOSING.contains(reserved);
    }

    private void andOr() {
        pipeline();
        blanks();
        while (in.at("&&") || in.at("||")) {
            in.take(2);
            lineEnds();
            pipeline();
            blanks();
        }
    }

    private void pipeline() {
        if ("!".equals(reserved())) {
            in.take();
            blanks();
        }
        List<Stage> stages = new ArrayList<>();
        stages.add(stage());
        blanks();
        while (in.peek() == '|' && !in.at("||")) {
            in.take();
            lineEnds();
            stages.add(stage());
            blanks();
        }
        model.pipelines().add(stages);
    }

    private Stage stage() {
        int command = model.commands().size();
        int placeholder = model.placeholders().size();
        command();
        return new Stage(
                command, model.commands().size(), placeholder, model.placeholders().size());
    }

    void command() {
        in.enter();
        String reserved = reserved();
        if (in.peek() == '(') {
            compounds.subshell();
        } else if (reserved != null && !reserved.equals("!")) {
            compounds.read(reserved);
        } else {
            simples.read();
        }
        in.leave();
    }

    /** The reserved word that stands here; null for none. */
    String reserved() {
        return in.lookahead(RESERVED);
    }

    void expect(String word) {
        lineEnds();
        boolean found =
                word.length() == 1 && ")".equals(word) ? in.at(word) : word.equals(reserved());
        if (!found) {
            throw in.refused("'" + word + "' is missing" + where() + ".");
        }
        in.take(word.length());
    }

    RefusedCommandException unexpected() {
        return in.refused("The command is not understood" + where() + ".");
    }

    private String where() {
        return in.atEnd() ? " at the end" : " before '" + in.peek() + "'";
    }

    void blanks() {
        while (true) {
            if (in.peek() == ' ' || in.peek() == '\t') {
                in.take();
            } else if (in.at("\\\n")) {
                in.take(2);
            } else {
                return;
            }
        }
    }

    /** Blanks, comments and line ends, with the here-documents that start there. */
    void lineEnds() {
        while (true) {
            blanks();
            if (in.peek() == '#') {
                comment();
            } else if (in.peek() == '\n') {
                lineEnd();
            } else {
                return;
            }
        }
    }

    private void lineEnd() {
        if (in.waitingHereDocuments() != hereDocuments.waitingCount()) {
            throw in.refused("A here-document starts inside of another command's line.");
        }
        in.takeAny();
        hereDocuments.read();
    }

    /** Nothing in a comment is filled in. */
    void comment() {
        while (!in.atEnd() && in.peek() != '\n') {
            in.take();
        }
    }
}
