package io.gorgon.camel.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.gorgon.budget.ScopeState;
import io.gorgon.llm.Attempt;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mock in the cloud with the model 'dear', one here, and a server here that lists 'listed'. */
class PreferredModelTest {

    private static final String NOTHING_HAS =
            "Not answered by the preferred model %s: no provider that may be asked now has it, so the"
                    + " model of the tier was asked.";
    private static final String FAILED =
            "Not answered by the preferred model %s: it was asked and failed, so the model of the"
                    + " tier was asked.";

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir Path folder;
    private GorgonCamel gorgon;

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(
                get(urlEqualTo("/v1/models"))
                        .willReturn(okJson("{\"data\": [{\"id\": \"listed\"}]}")));
        server.stubFor(
                post(urlEqualTo("/v1/chat/completions"))
                        .willReturn(
                                okJson(
                                        """
                                        {"model": "listed", "choices": [{"message": {"content": "from the server"},
                                         "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}
                                        """)));
    }

    @AfterEach
    void stop() {
        if (gorgon != null) {
            gorgon.close();
        }
        server.stop();
    }

    private void gorgon(String mode, String cloudScript) throws IOException {
        Files.writeString(folder.resolve("cloud.yaml"), cloudScript);
        gorgon =
                GorgonCamel.with(
                                folder,
                                """
                                llm:
                                  mode: %s
                                  failover: {retries: 0, probe_ms: 3600000}
                                  budget: {api_cost_limit_daily_usd: 1}
                                  prices:
                                    mock:
                                      - {model: mock-*, input_per_million_usd: 1, output_per_million_usd: 1}
                                      - {model: dear, input_per_million_usd: 100, output_per_million_usd: 100}
                                  providers:
                                    here: {type: mock, tier_models: {standard: usual}}
                                    server:
                                      type: openai
                                      base_url: %s/v1
                                      tier_models: {standard: served}
                                    there: {type: mock, local: false, script: cloud.yaml, tier_models: {reasoning: dear}}
                                """
                                        .formatted(mode, server.baseUrl()))
                        .start();
    }

    private void gorgon(String mode) throws IOException {
        gorgon(mode, "answers: []");
    }

    private LlmResponse ask(String options, Map<String, Object> headers) {
        return gorgon.response(
                "gorgon-llm:standard?outputType=response" + options, "hello", headers);
    }

    private LlmResponse prefer(String model) {
        return ask("&preferredModel=" + model, Map.of());
    }

    @Test
    void withoutAPreferenceTheRulesDecide() throws IOException {
        gorgon("hybrid");

        assertThat(ask("", Map.of()).model()).isEqualTo("usual");
    }

    @Test
    void theProviderWhoseTiersNameTheModelComesFirst() throws IOException {
        gorgon("hybrid");

        LlmResponse response = prefer("dear");

        assertThat(response.provider()).isEqualTo("there");
        assertThat(response.model()).isEqualTo("dear");
        assertThat(response.notes()).noneMatch(note -> note.contains("preferred"));
    }

    @Test
    void theHeaderStandsAboveTheOption() throws IOException {
        gorgon("hybrid");

        assertThat(
                        ask(
                                        "&preferredModel=nowhere",
                                        Map.of("CamelGorgonLlmPreferredModel", "dear"))
                                .model())
                .isEqualTo("dear");
    }

    @Test
    void aRequestOfJavaCodeCanPreferAModel() throws IOException {
        gorgon("hybrid");
        LlmRequest request = LlmRequest.builder().user("hello").preferredModel("dear").build();

        assertThat(LlmRouter.in(gorgon.context()).generate(request).model()).isEqualTo("dear");
    }

    @Test
    void aLocalServerHasWhatItLists() throws IOException {
        gorgon("local");

        LlmResponse response = prefer("listed");

        assertThat(response.provider()).isEqualTo("server");
        server.verify(
                postRequestedFor(urlEqualTo("/v1/chat/completions"))
                        .withRequestBody(matchingJsonPath("$.model", equalTo("listed"))));
    }

    @Test
    void aListIsAskedForOnceForManyCalls() throws IOException {
        gorgon("local");

        prefer("listed");
        prefer("listed");
        prefer("nowhere");

        server.verify(1, getRequestedFor(urlEqualTo("/v1/models")));
    }

    @Test
    void aServerThatGivesNoListHasWhatTheConfigurationNames() throws IOException {
        server.stubFor(get(urlEqualTo("/v1/models")).willReturn(serverError()));
        gorgon("local");

        assertThat(prefer("served").provider()).isEqualTo("server");
        assertThat(prefer("listed").provider()).isEqualTo("here");
    }

    @Test
    void whereNobodyHasItTheTiersModelServesAndTheAnswerSaysSo() throws IOException {
        gorgon("hybrid");

        LlmResponse response = prefer("nowhere");

        assertThat(response.provider()).isEqualTo("here");
        assertThat(response.model()).isEqualTo("usual");
        assertThat(response.attempts()).isEqualTo(1);
        assertThat(response.notes()).contains(NOTHING_HAS.formatted("nowhere"));
    }

    @Test
    void aStreamSaysItAtItsEnd() throws IOException {
        gorgon("hybrid");
        LlmStreamBody stream =
                (LlmStreamBody)
                        gorgon.ask(
                                "gorgon-llm:standard?stream=true&preferredModel=nowhere", "hello");

        stream.forEachRemaining(piece -> {});

        assertThat(stream.response().notes()).contains(NOTHING_HAS.formatted("nowhere"));
    }

    @Test
    void theModeStandsAboveThePreference() throws IOException {
        gorgon("local");

        LlmResponse response = prefer("dear");

        assertThat(response.provider()).isEqualTo("here");
        assertThat(response.notes()).contains(NOTHING_HAS.formatted("dear"));
    }

    @Test
    void privacyStandsAboveThePreference() throws IOException {
        gorgon("hybrid");

        LlmResponse response = ask("&preferredModel=dear&private=true", Map.of());

        assertThat(response.provider()).isEqualTo("here");
        assertThat(response.notes()).contains(NOTHING_HAS.formatted("dear"));
    }

    @Test
    void aNamedProviderStandsAboveThePreference() throws IOException {
        gorgon("hybrid");

        assertThat(ask("&preferredModel=dear&provider=here", Map.of()).model()).isEqualTo("usual");
        assertThat(ask("&preferredModel=dear&provider=there", Map.of()).model()).isEqualTo("dear");
    }

    @Test
    void aModelThatTheCallNamesStandsAboveThePreference() throws IOException {
        gorgon("hybrid");

        LlmResponse response = ask("&preferredModel=dear&model=exact", Map.of());

        assertThat(response.provider()).isEqualTo("here");
        assertThat(response.model()).isEqualTo("exact");
    }

    @Test
    void aPreferredModelThatIsNotThereAfterAllIsLeftForTheTiers() throws IOException {
        gorgon("hybrid", "answers: [{error: model_not_found, times: 1}]");

        LlmResponse response = prefer("dear");

        assertThat(response.provider()).isEqualTo("here");
        assertThat(response.model()).isEqualTo("usual");
        assertThat(response.failedAttempts())
                .extracting(Attempt::provider)
                .containsExactly("there");
        assertThat(response.notes()).contains(FAILED.formatted("dear"));
    }

    @Test
    void alsoTheSameProviderIsAskedAgainForTheTiersModel() throws IOException {
        gorgon("hybrid", "answers: [{error: out_of_memory, times: 1}]");

        LlmResponse response = ask("&preferredModel=dear&provider=there", Map.of());

        assertThat(response.provider()).isEqualTo("there");
        assertThat(response.notes()).contains(FAILED.formatted("dear"));
    }

    @Test
    void aFailureOfTheProviderGoesOnToTheNextOneWithTheTiersModel() throws IOException {
        gorgon("hybrid", "answers: [{error: timeout}]");

        LlmResponse response = prefer("dear");

        assertThat(response.provider()).isEqualTo("here");
        assertThat(response.model()).isEqualTo("usual");
        assertThat(response.notes()).contains(FAILED.formatted("dear"));
    }

    @Test
    void theBudgetReservesForThePreferredModel() throws IOException {
        gorgon("hybrid");

        assertThat(prefer("dear").provider()).isEqualTo("there");
        LlmResponse tooDear = ask("&preferredModel=dear&maxTokens=20000", Map.of());

        assertThat(tooDear.provider()).isEqualTo("here");
        assertThat(tooDear.notes()).anyMatch(note -> note.startsWith("Kept local: "));
    }

    @Test
    void whatThePreferredModelCostIsBooked() throws IOException {
        gorgon("hybrid", "answers: [{reply: yes, input_tokens: 1000, output_tokens: 1000}]");

        prefer("dear");

        ScopeState day =
                GorgonLlm.get(gorgon.context()).budget().ledger().scopes().stream()
                        .filter(scope -> scope.scope().kind().name().equals("DAY"))
                        .findFirst()
                        .orElseThrow();
        assertThat(day.spentMicroUsd()).isEqualTo(200_000);
        assertThat(day.reservedMicroUsd()).isZero();
    }
}
