package io.gorgon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The build keeps what was there of {@code src/generated} aside before it generates it anew. If the
 * two differ, what is committed does not fit the sources.
 */
class GeneratedMetadataTest {

    @Test
    void theCommittedMetadataIsWhatTheSourcesGenerate() throws IOException {
        Map<String, String> committed = files(Path.of("target/committed-generated"));
        Map<String, String> generated = files(Path.of("src/generated"));
        assertThat(committed)
                .as("src/generated was stale: it has been generated anew, commit it")
                .isEqualTo(generated);
        assertThat(generated).isNotEmpty();
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
