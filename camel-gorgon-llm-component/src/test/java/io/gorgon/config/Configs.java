package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gorgon.llm.spi.ProviderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads configurations for tests; knows one added type of providers, {@code custom}. */
final class Configs {

    private static final ConfigReader READER = new ConfigReader(() -> Set.of("custom"));

    private Configs() {}

    static GorgonConfig read(String yaml) {
        return read(yaml, ConfigOverrides.none());
    }

    static GorgonConfig read(String yaml, ConfigOverrides overrides) {
        return READER.read(ConfigSource.text("gorgon.yaml"), yaml, overrides);
    }

    /** A configuration with these providers, as YAML without the indentation of its place. */
    static GorgonConfig withProviders(String mode, String providers) {
        return read("llm:\n  mode: " + mode + "\n  providers:\n" + providers.indent(4));
    }

    static List<String> problems(String yaml) {
        return problems(yaml, ConfigOverrides.none());
    }

    static List<String> problems(String yaml, ConfigOverrides overrides) {
        InvalidConfigException invalid =
                catchThrowableOfType(InvalidConfigException.class, () -> read(yaml, overrides));
        assertThat(invalid).as("must not load: %s", yaml).isNotNull();
        return invalid.problems().stream().map(ConfigProblem::toString).toList();
    }

    static List<String> warnings(GorgonConfig config) {
        return config.warnings().stream().map(ConfigProblem::toString).toList();
    }

    static ProviderSettings provider(GorgonConfig config, String name) {
        return config.providers().stream()
                .filter(settings -> settings.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no provider " + name + " in " + config));
    }

    static ConfigOverrides set(String path, String value) {
        return new ConfigOverrides(null, false, Map.of(path, value));
    }

    /** The file that must load word for word. */
    static String example() {
        try (InputStream in = Configs.class.getResourceAsStream("example.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
