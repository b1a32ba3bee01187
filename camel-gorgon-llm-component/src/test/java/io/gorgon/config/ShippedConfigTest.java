package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.gorgon.llm.spi.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gorgon.yaml at the top of the repository. */
class ShippedConfigTest {

    private static final Path FILE = Path.of("..", "gorgon.yaml");

    /** A setting behind '#', which has no space or several after it; a sentence has one. */
    private static final Pattern OFF =
            Pattern.compile("(?m)^( *)#(?=\\S|  )(?!   (local|cloud|hybrid) )");

    @Test
    void itIsSafeAndLoadsWithoutAWarning() {
        GorgonConfig config = GorgonConfigLoader.load(FILE, ConfigOverrides.none());

        assertThat(config.warnings()).isEmpty();
        assertThat(config.mode()).isEqualTo(Mode.LOCAL);
        assertThat(config.providers()).extracting(ProviderSettings::name).containsExactly("ollama");
    }

    @Test
    void itSaysWhatTheDefaultsSay() {
        ProviderSettings shipped =
                GorgonConfigLoader.load(FILE, ConfigOverrides.none()).providers().get(0);
        ProviderSettings builtIn =
                GorgonConfigLoader.builtIn(ConfigOverrides.none()).providers().get(0);

        assertThat(shipped)
                .usingRecursiveComparison()
                .ignoringFields("definedAt", "models", "pullPermission")
                .isEqualTo(builtIn);
    }

    @Test
    void withAllProvidersSwitchedOnItHasNoWarningEither() throws IOException {
        String text =
                Files.readString(FILE)
                        .replace("enabled: false", "enabled: true")
                        .replace("mode: local", "mode: hybrid");

        GorgonConfig config = Configs.read(text);

        assertThat(config.providers())
                .extracting(ProviderSettings::name)
                .containsExactly("ollama", "anthropic", "openai");
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void everySettingThatIsSwitchedOffWorksWhenItIsSwitchedOn(@TempDir Path folder)
            throws IOException {
        Files.createDirectory(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/tax-lawyer.md"), "You know taxes.");
        Files.createDirectory(folder.resolve("skills"));
        String text = OFF.matcher(Files.readString(FILE)).replaceAll("$1");

        GorgonConfig config =
                new ConfigReader(() -> Set.of("my-type"))
                        .read(
                                new ConfigSource("gorgon.yaml", "gorgon.yaml", folder, true),
                                text,
                                ConfigOverrides.none());

        assertThat(config.providers())
                .extracting(ProviderSettings::name)
                .containsExactly("ollama", "gpu-server", "mock");
        assertThat(config.models().find("openai", "my-model-1").orElseThrow().contextTokens())
                .isEqualTo(32768);
        assertThat(config.agents().names()).endsWith("contract_lawyer", "tax_lawyer");
        assertThat(config.consensus().panels().names())
                .containsExactly("triumvirate", "release_board");
    }

    @Test
    void everyKeyOfTheSchemaIsInIt() throws IOException {
        String text = Files.readString(FILE);
        Set<String> missing = new TreeSet<>();
        for (String key : keys(schema())) {
            if (!Pattern.compile("(?m)^ *#? *(- )?" + key + ":").matcher(text).find()) {
                missing.add(key);
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everyKeyOfTheSchemaHasADescription() throws IOException {
        Set<String> bare = new TreeSet<>();
        for (JsonNode properties : schema().findValues("properties")) {
            properties
                    .properties()
                    .forEach(
                            property -> {
                                JsonNode value = property.getValue();
                                if (!value.has("description")
                                        && !value.path("$ref").asText().endsWith("/provider")) {
                                    bare.add(property.getKey());
                                }
                            });
        }

        assertThat(bare).isEmpty();
    }

    @Test
    void theSchemaIsOneItself() throws IOException {
        JsonSchema rules =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(rules.validate(schema())).isEmpty();
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper()
                .readTree(ShippedConfigTest.class.getResourceAsStream("gorgon-schema.json"));
    }

    private static Set<String> keys(JsonNode schema) {
        Set<String> keys = new TreeSet<>();
        schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(keys::add));
        return keys;
    }
}
