package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A simple command with what is known of its words.
 *
 * @param command never null
 * @param arguments the program and its arguments; never null
 */
record CommandLine(SimpleCommand command, List<Argument> arguments) {

    /** As far as it is known without values. */
    static List<CommandLine> withoutValues(ScriptModel model) {
        List<CommandLine> lines = new ArrayList<>();
        for (SimpleCommand command : model.commands()) {
            lines.add(
                    new CommandLine(
                            command,
                            command.words().stream()
                                    .map(word -> new Argument(word, word.literal()))
                                    .toList()));
        }
        return lines;
    }

    /** With the values of placeholders. */
    static List<CommandLine> withValues(ScriptModel model, BoundValues values) {
        List<CommandLine> lines = new ArrayList<>();
        for (SimpleCommand command : model.commands()) {
            List<Argument> arguments = new ArrayList<>();
            for (Word word : command.words()) {
                Placeholder alone = word.barePlaceholder();
                if (alone != null && alone.isCommand()) {
                    values.words(alone).forEach(text -> arguments.add(new Argument(word, text)));
                } else {
                    arguments.add(new Argument(word, word.text(values::text)));
                }
            }
            lines.add(new CommandLine(command, arguments));
        }
        return lines;
    }

    List<Argument> from(int index) {
        return arguments.subList(Math.min(index, arguments.size()), arguments.size());
    }
}
