package io.gorgon.shell;

import java.util.regex.Pattern;

/** Reads groups, conditions and loops. */
final class CompoundCommands {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern IN = Pattern.compile("in(?=[ \\t\\n;]|\\z)");

    private final Cursor in;
    private final ScriptParser parser;
    private final SimpleCommands simples;

    CompoundCommands(Cursor in, ScriptParser parser, SimpleCommands simples) {
        this.in = in;
        this.parser = parser;
        this.simples = simples;
    }

    void subshell() {
        in.take();
        if (in.peek() == '(') {
            throw in.refused("'((' is not understood; put a blank between the parentheses.");
        }
        parser.list();
        parser.expect(")");
        redirections();
    }

    void read(String reserved) {
        in.take(reserved.length());
        switch (reserved) {
            case "{" -> {
                parser.list();
                parser.expect("}");
            }
            case "if" -> condition();
            case "while", "until" -> {
                parser.list();
                body();
            }
            case "for" -> forEach();
            case "case" -> cases();
            default -> throw parser.unexpected();
        }
        redirections();
    }

    private void redirections() {
        SimpleCommand holder = new SimpleCommand(in.offset());
        in.model().commands().add(holder);
        simples.redirections(holder);
    }

    private void body() {
        parser.expect("do");
        parser.list();
        parser.expect("done");
    }

    private void condition() {
        parser.list();
        parser.expect("then");
        parser.list();
        while ("elif".equals(parser.reserved())) {
            parser.expect("elif");
            parser.list();
            parser.expect("then");
            parser.list();
        }
        if ("else".equals(parser.reserved())) {
            parser.expect("else");
            parser.list();
        }
        parser.expect("fi");
    }

    private void forEach() {
        parser.blanks();
        Word name = WordReader.read(in);
        if (name.literal() == null || !NAME.matcher(name.literal()).matches()) {
            throw new RefusedCommandException(
                    name.offset(), "A plain name must follow 'for': for NAME in …; do …; done.");
        }
        in.model().assignedNames().add(name);
        parser.lineEnds();
        if (in.at(IN)) {
            in.take(2);
            parser.blanks();
            while (!in.atEnd() && in.peek() != ';' && in.peek() != '\n' && in.peek() != '#') {
                WordReader.read(in);
                parser.blanks();
            }
        }
        if (in.peek() == ';') {
            in.take();
        }
        body();
    }

    private void cases() {
        parser.blanks();
        WordReader.read(in);
        parser.lineEnds();
        if (!in.at(IN)) {
            throw in.refused("'in' is missing: case WORD in PATTERN) …;; esac.");
        }
        in.take(2);
        parser.lineEnds();
        while (!"esac".equals(parser.reserved())) {
            pattern();
            parser.list();
            if (!in.at(";;")) {
                break;
            }
            in.take(2);
            parser.lineEnds();
        }
        parser.expect("esac");
    }

    private void pattern() {
        if (in.peek() == '(') {
            in.take();
            parser.blanks();
        }
        WordReader.read(in);
        parser.blanks();
        while (in.peek() == '|') {
            in.take();
            parser.blanks();
            WordReader.read(in);
            parser.blanks();
        }
        if (in.peek() != ')') {
            throw parser.unexpected();
        }
        in.take();
    }
}
