package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.mcp.McpCredential;
import io.gorgon.mcp.McpServerSettings;
import io.gorgon.mcp.McpTransportKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpConfigTest {

    private static String yaml(String mode, String server) {
        return "llm:\n  mode: " + mode + "\nmcp:\n  servers:\n    files: " + server + "\n";
    }

    private static McpServerSettings server(String mode, String server) {
        return Configs.read(yaml(mode, server)).mcp().servers().get(0);
    }

    private static McpServerSettings server(String server) {
        return server("local", server);
    }

    @Test
    void withoutServersThereAreNone() {
        assertThat(Configs.read("mcp:").mcp().servers()).isEmpty();
        assertThat(Configs.read("").mcp().localOnly()).isTrue();
        assertThat(Configs.read("llm: {mode: hybrid}").mcp().localOnly()).isFalse();
    }

    @Test
    void aProgramHasItsWordsItsVariablesAndItsFolder() {
        McpServerSettings settings =
                server(
                        "{command: [npx, -y, 'a b'], environment: [PATH, GITHUB_TOKEN],"
                                + " variables: {LEVEL: 3}, directory: /srv, timeout_ms: 5000,"
                                + " max_response_bytes: 2048}");

        assertThat(settings)
                .isEqualTo(
                        new McpServerSettings(
                                "files",
                                "gorgon.yaml, line 5",
                                McpTransportKind.STDIO,
                                List.of("npx", "-y", "a b"),
                                List.of("PATH", "GITHUB_TOKEN"),
                                Map.of("LEVEL", "3"),
                                Path.of("/srv"),
                                null,
                                AddressPolicy.LOOPBACK,
                                McpCredential.NONE,
                                null,
                                Duration.ofSeconds(5),
                                2048));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        McpServerSettings settings = server("{command: serve}");

        assertThat(settings.environment()).containsExactly("PATH", "HOME", "LANG");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.maxResponseBytes()).isEqualTo(10L * 1024 * 1024);
        assertThat(settings.directory()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "npx -y server | npx,-y,server",
                "serve 'a b' \"c d\" e\\ f | serve,a b,c d,e f",
                "serve \"a \\\"b\\\" \\n\" '' | serve,a \"b\" \\n,",
                "serve $HOME && rm *; `id` | serve,$HOME,&&,rm,*;,`id`",
            })
    void aCommandInOneTextIsSplitAsAShellWouldAndNothingInItMeansAnything(
            String command, String words) {
        assertThat(CommandWords.split(command)).containsExactly(words.split(",", -1));
    }

    @Test
    void aServerWithAUrlIsHttpAndItsUrlStaysAsItIsWritten() {
        McpServerSettings settings = server("{url: 'http://localhost:8080/mcp/'}");

        assertThat(settings.transport()).isEqualTo(McpTransportKind.HTTP);
        assertThat(settings.url()).isEqualTo(URI.create("http://localhost:8080/mcp/"));
        assertThat(settings.credential()).isEqualTo(McpCredential.NONE);
        assertThat(server("{url: 'http://localhost/sse', transport: sse}").transport())
                .isEqualTo(McpTransportKind.SSE);
    }

    @Test
    void aKeyIsSentAsBearerWhereNothingElseIsSaid() {
        assertThat(server("{url: 'http://localhost', api_key_env: A_KEY}").credential())
                .isEqualTo(McpCredential.BEARER);
        McpServerSettings settings =
                server("{url: 'http://localhost', api_key_env: A_KEY, credential: api_key}");
        assertThat(settings.credential()).isEqualTo(McpCredential.API_KEY);
        assertThat(settings.apiKeyEnv()).isEqualTo("A_KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://localhost:1/mcp | | LOOPBACK",
                "http://127.0.0.1:1/mcp | local: true | LOOPBACK",
                "http://127.0.0.1:1/mcp | local: false | ANYWHERE",
                "http://10.0.0.5/mcp | | ANYWHERE",
                "http://10.0.0.5/mcp | local: true | PRIVATE",
                "http://tools.lan/mcp | local: true | PRIVATE",
                "https://mcp.example.com/mcp | | ANYWHERE",
            })
    void theAddressDecidesWhatIsLocal(String url, String local, AddressPolicy policy) {
        McpServerSettings settings =
                server("{url: '" + url + "'" + (local == null ? "" : ", " + local) + "}");

        assertThat(settings.addressPolicy()).isEqualTo(policy);
        assertThat(settings.local()).isEqualTo(policy != AddressPolicy.ANYWHERE);
    }

    @Test
    void inModeLocalAServerElsewhereIsAWarning() {
        assertThat(
                        Configs.warnings(
                                Configs.read(
                                        yaml("local", "{url: 'https://mcp.example.com/mcp'}"))))
                .containsExactly(
                        "gorgon.yaml:5:5: mcp.servers.files cannot be called: it is not local and"
                                + " the mode is local; if the server is in the private network, add"
                                + " local: true");
        assertThat(Configs.warnings(Configs.read(yaml("local", "{url: 'http://localhost/mcp'}"))))
                .isEmpty();
    }

    @Test
    void aServerElsewhereWithoutEncryptionIsAWarning() {
        assertThat(
                        Configs.warnings(
                                Configs.read(yaml("hybrid", "{url: 'http://mcp.example.com'}"))))
                .filteredOn(warning -> warning.contains("mcp.servers"))
                .singleElement()
                .asString()
                .contains("mcp.servers.files.url sends keys and data unencrypted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{timeout_ms: 5} | files needs a command",
                "{command: a, url: 'http://localhost'} | has a command and a url",
                "{transport: http, command: a} | needs a url, as its transport is http",
                "{transport: stdio, url: 'http://localhost'} | needs a command",
                "{command: a, local: true} | local does not belong to a server with transport stdio",
                "{url: 'http://localhost', environment: [A]} | environment does not belong",
                "{command: 'a \"b'} | has a quote (\") that is not closed",
                "{command: ['']} | must start with the program",
                "{url: 'ftp://localhost'} | must start with http://",
                "{url: 'http://localhost?key=1'} | without '?' and '#'",
                "{url: 'http://8.8.8.8', local: true} | local cannot be true",
                "{url: 'http://localhost', credential: bearer} | needs the key api_key_env",
                "{url: 'http://localhost', credential: none, api_key_env: A} | makes no sense",
                "{url: 'http://localhost', transport: htp} | did you mean 'http'?",
                "{comand: a} | did you mean 'command'?",
            })
    void aMistakeIsToldWithItsPlace(String server, String message) {
        assertThat(Configs.problems(yaml("local", server)))
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .startsWith("gorgon.yaml:5:")
                                        .contains("mcp.servers.files")
                                        .contains(message));
    }

    @Test
    void namesThatDifferInCaseOnlyAreOneName() {
        assertThat(
                        Configs.problems(
                                "mcp:\n  servers:\n    Files: {command: a}\n"
                                        + "    files: {command: b}\n"))
                .containsExactly(
                        "gorgon.yaml:4:5: mcp.servers.files has the same name as Files, as case"
                                + " does not count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{command: a, variables: {GITHUB_TOKEN: hunter2hunter2}}",
                "{command: a, variables: {DB_PASSWORD: hunter2hunter2}}",
                "{command: [a, --token, hunter2hunter2]}",
                "{command: 'a --api-key=hunter2hunter2'}",
                "{command: 'a ghp_hunter2hunter2hunter2'}",
                "{command: a, environment: [ghp_hunter2hunter2hunter2]}",
                "{url: 'http://localhost', api_key_env: hunter2hunter2}",
                "{url: 'http://localhost', credential: hunter2hunter2}",
                "{url: 'http://user:hunter2hunter2@localhost'}",
            })
    void aSecretInTheFileIsRefusedAndNotRepeated(String server) {
        assertThat(Configs.problems(yaml("local", server)))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
    }
}
