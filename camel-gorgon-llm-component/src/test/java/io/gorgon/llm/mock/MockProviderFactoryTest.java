package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.spi.LlmProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockProviderFactoryTest {

    @Test
    void theFactoryReadsAScriptRelativeToItsBase(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "answers: [{reply: from the file}]");
        JsonNode options =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("script", "a.yaml")
                        .put("script_base", directory.toString());

        try (LlmProvider made = make(options)) {
            assertThat(made.generate(LlmRequest.of("hi")).content()).isEqualTo("from the file");
        }
    }

    @Test
    void aScriptThatIsNotThereNamesItsPathAndTheProvider(@TempDir Path directory) {
        Path missing = directory.resolve("missing.yaml");
        JsonNode options = JsonNodeFactory.instance.objectNode().put("script", missing.toString());

        assertThatThrownBy(() -> make(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        missing.toString(), "no such file", "pretend", "gorgon.yaml, line 3");
    }

    @Test
    void aScriptThatIsADirectoryOrNotTextIsRefused(@TempDir Path directory) throws IOException {
        Path binary = Files.write(directory.resolve("b.yaml"), new byte[] {(byte) 0xff, 1, 2});

        assertThatThrownBy(() -> MockScript.load(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> MockScript.load(binary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aScriptOptionThatIsNoTextIsRefused() {
        JsonNode options = JsonNodeFactory.instance.objectNode().put("script", 12);

        assertThatThrownBy(() -> make(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("script", "has to be a path");
    }

    private static LlmProvider make(JsonNode options) {
        LlmProviders providers =
                new LlmProviders(
                        List.of(
                                MockSettings.of(
                                        options, MockSettings.PATIENT, MockSettings.MANY_BYTES)),
                        MockSettings.CONTEXT);
        return providers.find("pretend").orElseThrow();
    }
}
