package io.gorgon.config;

import io.gorgon.llm.spi.LlmProviders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads configurations. Fails with everything that is wrong at once; what a file leaves out has a
 * default from the jar. Reads no environment variable and asks no server.
 */
public final class GorgonConfigLoader {

    private static final long MAX_BYTES = 4_000_000;

    private GorgonConfigLoader() {}

    /**
     * Reads a file.
     *
     * @throws InvalidConfigException with every problem that was found; also when the file cannot
     *     be read
     */
    public static GorgonConfig load(Path file, ConfigOverrides overrides) {
        return reader().read(ConfigSource.file(file), text(file), overrides);
    }

    /**
     * Reads a text. Relative paths in it start at the current folder.
     *
     * @param source what to call it in messages
     * @throws InvalidConfigException with every problem that was found
     */
    public static GorgonConfig parse(String source, String text, ConfigOverrides overrides) {
        return reader().read(ConfigSource.text(source), text, overrides);
    }

    /**
     * The configuration without a file: mode local, with Ollama on this machine.
     *
     * @throws InvalidConfigException if something is wrong with the overrides
     */
    public static GorgonConfig builtIn(ConfigOverrides overrides) {
        return reader().read(ConfigSource.builtIn(), "", overrides);
    }

    private static ConfigReader reader() {
        return new ConfigReader(LlmProviders::types);
    }

    private static String text(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unreadable(file, "this is a folder; name the file in it");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw unreadable(file, "the file is too large for a configuration");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "there is no such file");
        } catch (AccessDeniedException denied) {
            throw unreadable(file, "the file cannot be read; check its permissions");
        } catch (CharacterCodingException notUtf8) {
            throw unreadable(file, "the file is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw unreadable(
                    file, "the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static InvalidConfigException unreadable(Path file, String message) {
        return new InvalidConfigException(
                List.of(new ConfigProblem(file.toString(), 0, 0, message)));
    }
}
