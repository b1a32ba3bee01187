package io.gorgon.skill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the files of skills are: in the jar, or in a folder. */
interface SkillFiles {

    /** What a file is called in messages. */
    String label(String path);

    /**
     * The text of a file.
     *
     * @param path relative, with slashes
     * @return empty if it is not there
     * @throws SkillFileException if it cannot be read
     */
    Optional<String> read(String path);

    /** The folders with a schema.yaml, in the order of their names. */
    List<String> folders();

    /** A file that is there and cannot be read; its message says why. */
    final class SkillFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SkillFileException(String message) {
            super(message);
        }
    }

    /** Those in the jar, beside this class. */
    static SkillFiles inJar(String root) {
        return new SkillFiles() {
            @Override
            public String label(String path) {
                return "built-in skills/" + path;
            }

            @Override
            public Optional<String> read(String path) {
                try (InputStream in = SkillFiles.class.getResourceAsStream(root + "/" + path)) {
                    return in == null
                            ? Optional.empty()
                            : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new SkillFileException("it cannot be read");
                }
            }

            @Override
            public List<String> folders() {
                return List.of();
            }
        };
    }

    /** Those in a folder. */
    static SkillFiles in(Path root) {
        return new SkillFolder(root);
    }

    /** A folder of the file system. */
    record SkillFolder(Path root) implements SkillFiles {

        private static final long MAX_BYTES = 1_000_000;

        @Override
        public String label(String path) {
            return root.resolve(path).toString();
        }

        @Override
        public Optional<String> read(String path) {
            Path file = root.resolve(path);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try {
                if (Files.size(file) > MAX_BYTES) {
                    throw new SkillFileException("it is larger than " + MAX_BYTES + " bytes");
                }
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
                return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            } catch (CharacterCodingException e) {
                throw new SkillFileException("it is not UTF-8 text; save it as UTF-8");
            } catch (IOException e) {
                throw new SkillFileException("it cannot be read; check its permissions");
            }
        }

        @Override
        public List<String> folders() {
            try (Stream<Path> entries = Files.list(root)) {
                return entries.filter(entry -> Files.exists(entry.resolve(SkillReader.SCHEMA)))
                        .map(entry -> entry.getFileName().toString())
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new SkillFileException("it cannot be listed; check its permissions");
            }
        }
    }
}
