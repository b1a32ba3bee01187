package io.gorgon.llm.mock;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.spi.LlmProviderFactory;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Makes mocks, type {@code mock}. Options: {@code script}, the path of a {@link MockScript}, and
 * {@code script_base}, the directory that a relative path starts from (the working directory
 * without it).
 */
public final class MockProviderFactory implements LlmProviderFactory {

    @Override
    public String type() {
        return "mock";
    }

    /**
     * Makes a mock and reads its script.
     *
     * @throws IllegalArgumentException if the script cannot be read or is invalid
     */
    @Override
    public LlmProvider create(ProviderSettings settings, ProviderContext context) {
        return new MockProvider(settings, context, script(settings));
    }

    private static MockScript script(ProviderSettings settings) {
        String script = option(settings, "script");
        if (script == null) {
            return MockScript.empty();
        }
        String base = option(settings, "script_base");
        try {
            Path file = base == null ? Path.of(script) : Path.of(base).resolve(script);
            return MockScript.load(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the script of provider "
                            + settings.name()
                            + " ("
                            + settings.definedAt()
                            + ") is not a path: "
                            + e.getReason(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the script of provider "
                            + settings.name()
                            + " ("
                            + settings.definedAt()
                            + ") cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String option(ProviderSettings settings, String name) {
        JsonNode value = settings.options().path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(
                    "the option "
                            + name
                            + " of provider "
                            + settings.name()
                            + " ("
                            + settings.definedAt()
                            + ") has to be a path");
        }
        return value.textValue();
    }
}
