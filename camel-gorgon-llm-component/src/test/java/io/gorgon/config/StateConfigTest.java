package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.state.PostgresAddress;
import io.gorgon.state.StateLocation;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateConfigTest {

    private static StateSettings state(String keys) {
        return Configs.read("state: {" + keys + "}").state();
    }

    private static PostgresAddress server(String keys) {
        return state(keys).location().orElseThrow().server().orElseThrow();
    }

    @Test
    void whatTheFileLeavesOutHasItsUsualValue() {
        StateSettings state = Configs.read("llm: {}").state();

        assertThat(state.location()).isEmpty();
        assertThat(state.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(state.storePrompts()).isTrue();
        assertThat(state.redact()).isEmpty();
        assertThat(state.resumeOnStart()).isTrue();
        assertThat(state.askAboveMicroUsd()).isEqualTo(500_000);
    }

    @Test
    void whatTheFileSaysIsTaken() {
        StateSettings state =
                state(
                        "url: memory, lease_seconds: 5, store_prompts: hash, redact: ['[0-9]{16}'],"
                                + " resume_on_start: false, ask_above_usd: 1.2345678");

        assertThat(state.location()).contains(StateLocation.memory());
        assertThat(state.lease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(state.storePrompts()).isFalse();
        assertThat(state.redact()).extracting(Pattern::pattern).containsExactly("[0-9]{16}");
        assertThat(state.resumeOnStart()).isFalse();
        assertThat(state.askAboveMicroUsd()).isEqualTo(1_234_567);
    }

    @Test
    void aServerOnThisMachineIsAllowedInEveryMode() {
        PostgresAddress server =
                server("url: 'postgresql://localhost/gorgon', user_env: WHO, password_env: SECRET");

        assertThat(server.host()).isEqualTo("localhost");
        assertThat(server.port()).isEqualTo(5432);
        assertThat(server.database()).isEqualTo("gorgon");
        assertThat(server.schema()).isEmpty();
        assertThat(server.userVariable()).isEqualTo("WHO");
        assertThat(server.passwordVariable()).isEqualTo("SECRET");
    }

    @Test
    void portSchemaAndEncryptionOfAServerAreRead() {
        PostgresAddress server =
                server("url: 'jdbc:postgresql://[::1]:5433/g?schema=team_a&sslmode=verify-full'");

        assertThat(server.host()).isEqualTo("[::1]");
        assertThat(server.port()).isEqualTo(5433);
        assertThat(server.schema()).contains("team_a");
        assertThat(server.sslMode()).contains("verify-full");
        assertThat(server.userVariable()).isEqualTo("GORGON_STATE_USER");
        assertThat(server.passwordVariable()).isEqualTo("GORGON_STATE_PASSWORD");
        assertThat(server).hasToString("postgresql://[::1]:5433/g?schema=team_a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.example.com", "8.8.8.8", "10.0.0.7"})
    void inModeLocalAServerElsewhereHasToBeAllowedByName(String host) {
        String url = "url: 'postgresql://" + host + "/gorgon'";

        assertThat(Configs.problems("state: {" + url + "}"))
                .containsExactly(
                        "gorgon.yaml:1:14: state.url is not on this machine, and in mode local"
                                + " nothing leaves it; use a server at localhost, or add"
                                + " allow_remote: true to state if prompts and answers may be kept"
                                + " on that server");
        assertThat(server(url + ", allow_remote: true").host()).isEqualTo(host);
        assertThat(Configs.read("llm: {mode: hybrid}\nstate: {" + url + "}").state().location())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:hunter2@localhost/gorgon",
                "postgresql://hunter2@localhost/gorgon",
                "postgresql://localhost/gorgon?user=me&password=hunter2",
                "jdbc:postgresql://localhost/gorgon?password=hunter2",
                "postgres://me:hunter2@localhost/gorgon",
            })
    void aPasswordInTheAddressIsRefusedAndNotTold(String url) {
        assertThat(Configs.problems("state: {url: '" + url + "'}"))
                .containsExactly(
                        "gorgon.yaml:1:14: state.url must not hold a user or a password; put them"
                                + " into the environment variables GORGON_STATE_USER and"
                                + " GORGON_STATE_PASSWORD, or into others that state.user_env and"
                                + " state.password_env name");
    }

    @Test
    void aPasswordInThePlaceOfItsVariableIsNotTold() {
        assertThat(Configs.problems("state: {password_env: hunter2}"))
                .singleElement()
                .asString()
                .startsWith("gorgon.yaml:1:23: state.password_env must be the name of an")
                .endsWith("name that variable in password_env")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: 'mysql://x/y' | 1:14: state.url must be memory, sqlite:PATH, such as sqlite:~/.gorgon/state.db, or postgresql://HOST/DATABASE",
                "url: 'postgresql://localhost' | 1:14: state.url must be postgresql://HOST/DATABASE or postgresql://HOST:PORT/DATABASE, perhaps with ?schema=NAME; names are of letters, digits, '_' and '-'",
                "url: 'postgresql:gorgon' | 1:14: state.url must be postgresql://HOST/DATABASE or postgresql://HOST:PORT/DATABASE, perhaps with ?schema=NAME; names are of letters, digits, '_' and '-'",
                "url: 'postgresql://localhost:99999/g' | 1:14: state.url must be postgresql://HOST/DATABASE or postgresql://HOST:PORT/DATABASE, perhaps with ?schema=NAME; names are of letters, digits, '_' and '-'",
                "url: 'postgresql://localhost/g?x=1' | 1:14: state.url may end with ?schema=NAME and sslmode=MODE (such as verify-full) only",
                "redact: ['a', '(b'] | 1:23: state.redact[1] is no regular expression of Java: Unclosed group",
                "redact: ['x*'] | 1:18: state.redact[0] also matches nothing at all; write what is to be cut out",
                "lease_seconds: 0 | 1:24: state.lease_seconds must be 1 to 3600, but is the number 0",
                "store_prompts: some | 1:24: state.store_prompts must be one of full, hash, but is 'some'",
            })
    void aMistakeIsToldWithItsPlaceAndWhatToDo(String keys, String problem) {
        List<String> problems = Configs.problems("state: {" + keys + "}");

        assertThat(problems).containsExactly("gorgon.yaml:" + problem);
    }
}
