package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.PullPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullPermissionTest {

    private static final String OLLAMA =
            "providers: {far: {type: ollama, local: false}, near: {type: ollama}}";

    @ParameterizedTest
    @CsvSource({
        "local, , NEVER",
        "local, false, NEVER",
        "local, true, ALWAYS",
        "hybrid, , UNLESS_FORCED_LOCAL",
        "hybrid, false, NEVER",
        "hybrid, true, ALWAYS",
        "cloud, , UNLESS_FORCED_LOCAL",
    })
    void theModeDecidesWhereTheFileDoesNot(String mode, String allowed, PullPermission expected) {
        String key = allowed == null ? "" : "allow_pull: " + allowed + ", ";
        GorgonConfig config = Configs.read("llm: {mode: " + mode + ", " + key + OLLAMA + "}");
        assertThat(config.providers())
                .isNotEmpty()
                .extracting(ProviderSettings::pullPermission)
                .containsOnly(expected);
    }

    @Test
    void itHasToBeTrueOrFalse() {
        assertThat(Configs.problems("llm: {allow_pull: sometimes}"))
                .singleElement()
                .asString()
                .contains("allow_pull", "true or false");
    }

    @Test
    void whatTheModeDoesNotPermitIsKnownByName() {
        String providers = "{near: {type: ollama}, openai: {}, anthropic: {enabled: false}}";
        assertThat(Configs.read("llm: {mode: local, providers: " + providers + "}").leftOut())
                .containsExactly("openai");
        assertThat(Configs.read("llm: {mode: cloud, providers: " + providers + "}").leftOut())
                .containsExactly("near");
        assertThat(Configs.read("llm: {mode: hybrid, providers: " + providers + "}").leftOut())
                .isEmpty();
    }
}
