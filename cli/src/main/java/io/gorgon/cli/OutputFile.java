package io.gorgon.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that are there as a whole or not at all. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Writes a text as UTF-8; a file that is there is replaced.
     *
     * @throws InvalidInputException saying why, if it cannot be written
     */
    static void write(Path file, String text) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException("cannot write " + file + ": it is a directory");
        }
        Path part =
                file.resolveSibling(
                        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.writeString(
                    part,
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            move(part, file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(
                    "cannot write " + file + ": there is no such directory", e);
        } catch (AccessDeniedException e) {
            throw new InvalidInputException("cannot write " + file + ": permission denied", e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": " + e.getMessage(), e);
        } finally {
            delete(part);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // Whatever went wrong has been told.
        }
    }
}
