package io.gorgon.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.http.ErrorResponse;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.ApiKey;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiErrorsTest {

    private static final String KEY = "open-sesame/4711";
    private static final TestSettings WITH_KEY =
            TestSettings.at("http://localhost:8000").withKeyVariable();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    400 | context_length_exceeded             | context_window_exceeded
                    400 | content_policy_violation            | content_refused
                    400 | content_filter                      | content_refused
                    400 | unsupported_parameter               | bad_request
                    400 | billing_hard_limit_reached          | billing
                    401 | invalid_api_key                     | authentication
                    402 |                                     | billing
                    403 |                                     | authentication
                    404 | model_not_found                     | model_not_found
                    408 |                                     | overloaded
                    409 |                                     | overloaded
                    413 |                                     | bad_request
                    422 |                                     | bad_request
                    429 | rate_limit_exceeded                 | rate_limited
                    429 | slow_down                           | rate_limited
                    429 |                                     | rate_limited
                    429 | insufficient_quota                  | billing
                    429 | credit_balance_exhausted            | billing
                    429 | organization_spend_limit_exceeded   | billing
                    429 | project_spend_limit_exceeded        | billing
                    429 | organization_usage_limit_exceeded   | billing
                    500 |                                     | overloaded
                    503 | server_is_overloaded                | overloaded
                    504 |                                     | overloaded
                    302 |                                     | bad_request
                    """)
    void theStatusAndTheCodeSayWhatItIs(int status, String code, String kind) {
        String body =
                "{'error':{'message':'Words','type':'some_error','code':"
                        + (code == null ? "null" : "'" + code + "'")
                        + "}}";

        LlmException error = map(status, body, Map.of());

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.provider()).isEqualTo("vllm");
        assertThat(error.model()).isEqualTo("m");
        assertThat(error).hasMessageContaining("Words").hasMessageStartingWith("vllm: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    400 | {'object':'error','message':'maximum context length is 4096 tokens','type':'BadRequestError','code':400} | context_window_exceeded
                    400 | {'error':{'code':400,'message':'the request exceeds the available','type':'exceed_context_size_error'}}  | context_window_exceeded
                    400 | {'error':'The decoder prompt is longer than the maximum model length of 2048'}                           | context_window_exceeded
                    500 | {'error':{'message':'CUDA out of memory. Tried to allocate 20 MiB'}}                                     | out_of_memory
                    500 | {'error':'model requires more system memory (9 GiB) than is available'}                                  | out_of_memory
                    400 | {'error':'Model loading was stopped due to insufficient system resources'}                               | out_of_memory
                    500 | {'error':'failed to allocate the context: out of memory for a context size of 131072'}                    | out_of_memory
                    503 | {'error':{'code':503,'message':'Loading model','type':'unavailable_error'}}                              | overloaded
                    404 | {'detail':'Not Found'}                                                                                   | model_not_found
                    422 | {'detail':[{'loc':['body','max_tokens'],'msg':'value is not an integer'}]}                               | bad_request
                    429 | {'error':{'message':'Quota','type':'insufficient_quota','code':null}}                                    | billing
                    400 | {'error':{'message':'Filtered','code':'x','innererror':{'code':'ResponsibleAIPolicyViolation'}}}         | content_refused
                    400 | {'message':'the room of the zoom is doomed'}                                                             | bad_request
                    500 | []                                                                                                       | overloaded
                    """)
    void theShapesOfCompatibleServersAreUnderstood(int status, String body, String kind) {
        assertThat(map(status, body, Map.of()).kind()).isEqualTo(kind);
    }

    @Test
    void aListOfDetailsIsPutIntoWords() {
        String body = "{'detail':[{'loc':['body'],'msg':'first fault'},{'msg':'second fault'}]}";

        assertThat(map(422, body, Map.of())).hasMessageContaining("first fault; second fault");
    }

    @Test
    void textThatIsNoJsonIsShown() {
        ErrorResponse response =
                new ErrorResponse(
                        "vllm",
                        "m",
                        502,
                        Map.of(),
                        MissingNode.getInstance(),
                        "Bad gateway: nginx",
                        null);

        assertThat(errors(WITH_KEY, KEY).map(response))
                .hasMessageContaining("Bad gateway: nginx")
                .extracting(LlmException::kind)
                .isEqualTo("overloaded");
    }

    @Test
    void aRefusedKeyIsCalledByItsVariableAndNeverByItsValue() {
        LlmException refused =
                map(401, "{'error':{'message':'Bad key " + KEY + " given'}}", Map.of());

        assertThat(refused)
                .hasMessageContaining(TestSettings.KEY_VARIABLE)
                .hasMessageContaining("Bad key *** given");
        assertThat(refused.toString()).doesNotContain(KEY);
    }

    @Test
    void aServerThatWantsAKeyIsAnsweredWithWhereToPutIt() {
        TestSettings without = TestSettings.at("http://localhost:8000");

        assertThat(errors(without, null).map(response(401, "{'error':'Unauthorized'}", Map.of())))
                .hasMessageContaining("http://localhost:8000/v1 wants a key")
                .hasMessageContaining("llm.providers.vllm.api_key_env");
        assertThat(errors(WITH_KEY, null).map(response(401, "{}", Map.of())))
                .hasMessageContaining("set the environment variable FAKE_OPENAI_KEY");
    }

    @Test
    void theTimeOfAnEmptyLimitIsTheWaitWhereNothingElseIsSaid() {
        Map<String, String> headers =
                Map.of(
                        "x-ratelimit-remaining-requests", "12",
                        "x-ratelimit-reset-requests", "6h0m0s",
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-reset-tokens", "6m0s");

        assertThat(waitOf(map(429, "{}", headers))).isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void theWaitThatTheServerAsksForComesFirst() {
        ErrorResponse response =
                new ErrorResponse(
                        "vllm",
                        "m",
                        429,
                        Map.of(
                                "x-ratelimit-remaining-tokens", "0",
                                "x-ratelimit-reset-tokens", "6m0s"),
                        json("{}"),
                        "",
                        Duration.ofSeconds(2));

        assertThat(waitOf(errors(WITH_KEY, KEY).map(response))).isEqualTo(Duration.ofSeconds(2));
    }

    private static Duration waitOf(LlmException error) {
        return ((RateLimitedException) error).retryAfter().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "6m0s, PT6M",
        "1s, PT1S",
        "1.5s, PT1.5S",
        "120ms, PT0.12S",
        "1h2m3s, PT1H2M3S",
        "1d, PT24H",
        "0s, PT0S"
    })
    void durationsAreReadAsTheyAreWritten(String text, Duration duration) {
        assertThat(RateLimitReset.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"soon", "2026-11-22T18:00:00Z", "-1s", "''"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(RateLimitReset.duration(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'error':{'message':'m','type':'server_error','code':null}}                     | overloaded
                    {'error':'exploded'}                                                            | overloaded
                    {'error':{'message':'m','code':'rate_limit_exceeded'}}                          | rate_limited
                    {'error':{'message':'m','code':'insufficient_quota'}}                           | billing
                    {'error':{'message':'m','code':400,'type':'BadRequestError'}}                   | bad_request
                    {'error':{'message':'m','type':'invalid_request_error'}}                        | bad_request
                    {'error':{'message':'m','code':'context_length_exceeded'}}                      | context_window_exceeded
                    {'error':{'message':'m','code':'invalid_api_key'}}                              | authentication
                    {'error':{'message':'m','code':'model_not_found'}}                              | model_not_found
                    {'object':'error','message':'CUDA OOM','code':500}                              | out_of_memory
                    """)
    void anErrorInsideAnAnswerIsUnderstoodByItsCodeAlone(String object, String kind) {
        assertThat(OpenAiErrorBody.isError(json(object))).isTrue();
        LlmException error = errors(WITH_KEY, KEY).reported(json(object), "m");

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'error':null,'choices':[]}
                    {'error':{},'choices':[]}
                    {'error':'','choices':[]}
                    {'object':'chat.completion.chunk'}
                    """)
    void anEmptyErrorIsNone(String object) {
        assertThat(OpenAiErrorBody.isError(json(object))).isFalse();
    }

    private static LlmException map(int status, String body, Map<String, String> headers) {
        return errors(WITH_KEY, KEY).map(response(status, body, headers));
    }

    private static ErrorResponse response(int status, String body, Map<String, String> headers) {
        return new ErrorResponse("vllm", "m", status, headers, json(body), "", null);
    }

    private static OpenAiErrors errors(TestSettings test, String key) {
        ProviderSettings settings = test.settings();
        ProviderContext context = TestSettings.context(unused -> null, key);
        return new OpenAiErrors(
                settings, OpenAiAddress.of(settings), new ApiKey(settings, context));
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
