package io.gorgon.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Gives the texts of the files that inputs name, relative to the working directory. Each is read
 * once, as some can be read only once, such as {@code <(git diff)} of a shell.
 */
final class InputFiles implements UnaryOperator<String> {

    private final Path directory;
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    InputFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public String apply(String path) {
        return texts.computeIfAbsent(
                path, unread -> InputText.ofFile(directory.resolve(unread), "input"));
    }
}
