package io.gorgon.shell;

import io.gorgon.shell.ScriptModel.Unchecked;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads simple commands and redirections. */
final class SimpleCommands {

    private static final Pattern REDIRECTION =
            Pattern.compile("[0-9]*(<<-?|>>|[<>]&|<>|>\\||[<>])");
    private static final Pattern DELIMITER = Pattern.compile("[\\n;&|()]|\\z");
    private static final Set<String> RESERVED =
            Set.of(
                    "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while",
                    "until", "for", "{", "}", "!");

    private final Cursor in;
    private final ScriptParser parser;
    private final HereDocuments hereDocuments;

    SimpleCommands(Cursor in, ScriptParser parser, HereDocuments hereDocuments) {
        this.in = in;
        this.parser = parser;
        this.hereDocuments = hereDocuments;
    }

    void read() {
        SimpleCommand command = new SimpleCommand(in.offset());
        in.model().commands().add(command);
        int start = in.position();
        while (true) {
            parser.blanks();
            if (in.at(REDIRECTION)) {
                redirection(command);
            } else if (in.peek() == '#') {
                parser.comment();
            } else if (in.at(DELIMITER)) {
                break;
            } else {
                word(command);
            }
        }
        if (in.position() == start) {
            throw parser.unexpected();
        }
        if (in.peek() == '(') {
            function(command);
        }
    }

    private void word(SimpleCommand command) {
        Word word = WordReader.read(in);
        if (!command.words().isEmpty()) {
            command.words().add(word);
        } else if (word.isAssignment()) {
            command.assignments().add(word);
        } else if (RESERVED.contains(String.valueOf(word.literal()))) {
            throw new RefusedCommandException(
                    word.offset(), "'" + word.literal() + "' is not understood as a command here.");
        } else {
            if (word.barePlaceholder() != null) {
                word.barePlaceholder().becomeCommand();
            }
            command.words().add(word);
        }
    }

    private void function(SimpleCommand command) {
        boolean named =
                command.assignments().isEmpty()
                        && command.words().size() == 1
                        && command.words().get(0).literal() != null;
        if (!named) {
            throw parser.unexpected();
        }
        in.take();
        parser.blanks();
        if (in.peek() != ')') {
            throw parser.unexpected();
        }
        in.take();
        in.model().commands().remove(command);
        in.model()
                .unchecked()
                .add(new Unchecked(command.offset(), "a function, whose calls cannot be checked"));
        parser.lineEnds();
        parser.command();
    }

    /** What may follow a compound command. */
    void redirections(SimpleCommand holder) {
        parser.blanks();
        while (in.at(REDIRECTION)) {
            redirection(holder);
            parser.blanks();
        }
    }

    private void redirection(SimpleCommand command) {
        String operator = in.lookahead(REDIRECTION);
        in.take(operator.length());
        if (in.at("\\\n") || in.peek() == '(' || in.peek() == '<') {
            throw parser.unexpected();
        }
        parser.blanks();
        if (operator.contains("<<")) {
            hereDocuments.start(operator.endsWith("-"), command);
        } else {
            WordReader.read(in);
        }
    }
}
