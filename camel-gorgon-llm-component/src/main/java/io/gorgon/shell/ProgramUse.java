package io.gorgon.shell;

import java.util.List;

/**
 * A program that a command line runs, itself or through another one.
 *
 * @param program never null
 * @param arguments what follows it; never null
 */
record ProgramUse(Argument program, List<Argument> arguments) {

    /** The name without its folder; empty when it is not known. */
    String baseName() {
        String text = program.text();
        return text == null ? "" : text.substring(text.lastIndexOf('/') + 1);
    }
}
