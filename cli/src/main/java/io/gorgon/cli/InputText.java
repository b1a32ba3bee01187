package io.gorgon.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text that the caller names, and says in one sentence why it cannot be read. */
final class InputText {

    /** Stands for standard input where a text is expected. */
    static final String STANDARD_INPUT = "-";

    private InputText() {}

    /** The text itself, or all of standard input. */
    static String of(String argument, Surroundings surroundings) {
        if (!STANDARD_INPUT.equals(argument)) {
            return argument;
        }
        try {
            return decode(surroundings.in().readAllBytes(), "standard input");
        } catch (IOException e) {
            throw new InvalidInputException("cannot read standard input: " + e.getMessage(), e);
        }
    }

    /**
     * @param what what the file is for, such as {@code schema}
     */
    static String ofFile(Path file, String what) {
        try {
            return decode(Files.readAllBytes(file), what + " file " + file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, what, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, what, "permission denied", e);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
            throw unreadable(file, what, why, e);
        }
    }

    private static InvalidInputException unreadable(
            Path file, String what, String why, IOException cause) {
        return new InvalidInputException(
                "cannot read the " + what + " file " + file + ": " + why, cause);
    }

    private static String decode(byte[] bytes, String source) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(source + " is not UTF-8 text; convert it first", e);
        }
    }
}
