package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.http.AddressPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalityTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434, , LOOPBACK",
        "http://LOCALHOST, , LOOPBACK",
        "http://localhost., , LOOPBACK",
        "http://gpu.localhost:8000, , LOOPBACK",
        "http://127.0.0.1, , LOOPBACK",
        "http://127.200.3.4:1, , LOOPBACK",
        "http://[::1]:8000, , LOOPBACK",
        "http://[::ffff:127.0.0.1], , LOOPBACK",
        "http://localhost, true, LOOPBACK",
        "http://localhost, false, ANYWHERE",
        "http://127.0.0.1, false, ANYWHERE",
        "http://10.0.0.5:8000, , ANYWHERE",
        "http://10.0.0.5:8000, true, PRIVATE",
        "http://172.16.0.1, true, PRIVATE",
        "http://192.168.1.1, true, PRIVATE",
        "http://100.64.0.1, true, PRIVATE",
        "http://169.254.1.1, true, PRIVATE",
        "http://[fd00::1], true, PRIVATE",
        "http://[fe80::1], true, PRIVATE",
        "http://gpu-box, , ANYWHERE",
        "http://gpu-box, true, PRIVATE",
        "http://gpu-box, false, ANYWHERE",
        "http://localhost.example.com, , ANYWHERE",
        "http://notlocalhost, , ANYWHERE",
        "http://127.0.0.1.example.com, , ANYWHERE",
        "https://8.8.8.8, , ANYWHERE",
        "https://8.8.8.8, false, ANYWHERE",
        "https://[2001:db8::1], , ANYWHERE",
    })
    void theAddressDecidesAndNotTheName(String url, String local, AddressPolicy policy) {
        String block =
                "x: {type: ollama, base_url: '%s'%s}"
                        .formatted(url, local == null ? "" : ", local: " + local);

        GorgonConfig config = Configs.withProviders("hybrid", block);

        assertThat(Configs.provider(config, "x").addressPolicy()).isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://8.8.8.8",
                "http://172.32.0.1",
                "http://100.128.0.1",
                "http://[2001:db8::1]"
            })
    void aPublicAddressCannotBeLocal(String url) {
        assertThat(
                        Configs.problems(
                                "llm: {providers: {x: {type: ollama, local: true, base_url: '"
                                        + url
                                        + "'}}}"))
                .containsExactly(
                        "gorgon.yaml:1:44: llm.providers.x.local cannot be true, as base_url is an"
                                + " address of the public network");
    }

    @Test
    void aCloudProviderIsNotMadeLocalWithoutAnAddressOfItsOwn() {
        assertThat(Configs.problems("llm: {providers: {openai: {local: true}}}"))
                .containsExactly(
                        "gorgon.yaml:1:35: llm.providers.openai.local needs the base_url of the"
                                + " server in the private network");
    }

    @Test
    void theMockIsOnThisMachineAndHasNoAddress() {
        GorgonConfig config = Configs.withProviders("local", "mock:");

        assertThat(Configs.provider(config, "mock").addressPolicy())
                .isEqualTo(AddressPolicy.LOOPBACK);
        assertThat(Configs.provider(config, "mock").baseUrl()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"local, 'here,near'", "cloud, 'away,there'", "hybrid, 'here,near,away,there'"})
    void theModeKeepsWhatItPermits(String mode, String names) {
        GorgonConfig config =
                Configs.withProviders(
                        mode,
                        """
                        here: {type: ollama}
                        near: {type: openai, base_url: 'http://10.0.0.5:8000/v1', local: true}
                        away: {type: openai}
                        there: {type: ollama, local: false}
                        """);

        assertThat(config.providers())
                .extracting(settings -> settings.name())
                .containsExactly(names.split(","));
    }

    @Test
    void aServerThatMayBePrivateGetsAHint() {
        List<String> warnings =
                Configs.warnings(
                        Configs.withProviders(
                                "local", "x: {type: openai, base_url: 'http://10.0.0.5/v1'}"));

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(1))
                .startsWith("gorgon.yaml:4:5: llm.providers.x is not used")
                .endsWith("if the server is in the private network, add local: true");
    }

    @ParameterizedTest
    @CsvSource({
        "'http://llm.example.com', 1",
        "'http://8.8.8.8', 1",
        "'https://llm.example.com', 0",
        "'http://10.0.0.5', 0",
        "'http://localhost', 0",
    })
    void trafficWithoutEncryptionIsWarnedOf(String url, int warnings) {
        GorgonConfig config =
                Configs.withProviders("hybrid", "x: {type: openai, base_url: '" + url + "'}");

        assertThat(config.warnings()).hasSize(warnings);
        assertThat(Configs.warnings(config))
                .allSatisfy(
                        warning ->
                                assertThat(warning)
                                        .startsWith("gorgon.yaml:4:33: llm.providers.x.base_url")
                                        .contains("unencrypted"));
    }
}
