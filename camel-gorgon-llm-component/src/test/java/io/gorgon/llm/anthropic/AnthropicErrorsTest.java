package io.gorgon.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BillingException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.http.ErrorResponse;
import io.gorgon.llm.spi.ApiKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicErrorsTest {

    private final AnthropicErrors errors =
            new AnthropicErrors(
                    AnthropicSettings.at("http://127.0.0.1:1"),
                    new ApiKey(
                            AnthropicSettings.at("http://127.0.0.1:1"),
                            AnthropicSettings.context(settings -> null)));

    private LlmException error(int status, JsonNode body, String text, Duration retryAfter) {
        return errors.map(
                new ErrorResponse(
                        "claude", "claude-medium", status, Map.of(), body, text, retryAfter));
    }

    private LlmException error(int status, String type, String message) {
        return error(status, AnthropicWire.json(AnthropicWire.error(type, message)), "", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_request_error | max_tokens: Field required                  | bad_request",
                "400 | invalid_request_error | prompt is too long: 210000 tokens > 200000  | context_window_exceeded",
                "400 | invalid_request_error | input length and max_tokens exceed context limit: 9 | context_window_exceeded",
                "400 | invalid_request_error | Your credit balance is too low to access the API | billing",
                "400 | invalid_request_error | You have reached your specified API usage limits. | billing",
                "400 | invalid_request_error | This workspace has reached its spend limit. | billing",
                "400 | invalid_request_error | Output blocked by content filtering policy  | content_refused",
                "401 | authentication_error  | invalid x-api-key                           | authentication",
                "402 | billing_error         | Payment required                            | billing",
                "403 | permission_error      | Not for you                                 | authentication",
                "404 | not_found_error       | model: claude-medium                        | model_not_found",
                "408 | timeout_error         | Timed out                                   | overloaded",
                "409 | conflict_error        | Conflict                                    | overloaded",
                "413 | request_too_large     | Request exceeds the maximum size            | bad_request",
                "413 | invalid_request_error | Prompt is too long                          | context_window_exceeded",
                "422 | something_new         | No                                          | bad_request",
                "429 | rate_limit_error      | Number of request tokens has exceeded your per-minute rate limit | rate_limited",
                "429 | rate_limit_error      | enforced_spend_limit_reached                | billing",
                "500 | api_error             | Internal server error                       | overloaded",
                "504 | timeout_error         | Timed out                                   | overloaded",
                "529 | overloaded_error      | Overloaded                                  | overloaded",
                "302 | ''                    | ''                                          | bad_request",
            })
    void eachErrorIsItsKind(int status, String type, String message, String kind) {
        LlmException error = error(status, type, message);

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.provider()).isEqualTo("claude");
        assertThat(error.model()).isEqualTo("claude-medium");
        assertThat(error).hasMessageStartingWith("claude").hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error, bad_request",
        "authentication_error,  authentication",
        "billing_error,         billing",
        "rate_limit_error,      rate_limited",
        "not_found_error,       model_not_found",
        "api_error,             overloaded",
        "overloaded_error,      overloaded",
        "something_new,         overloaded",
    })
    void anErrorInsideAnAnswerIsKnownByItsType(String type, String kind) {
        JsonNode body = AnthropicWire.json(AnthropicWire.error(type, "Sorry"));

        assertThat(errors.inAnswer(body, "claude-medium").kind()).isEqualTo(kind);
    }

    @Test
    void aRateLimitSaysHowLongToWait() {
        JsonNode body = AnthropicWire.json(AnthropicWire.error("rate_limit_error", "Slow down"));

        assertThat(error(429, body, "", Duration.ofSeconds(7)))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void theMonthlySpendLimitIsMoneyAndNotARateLimit() {
        JsonNode body =
                AnthropicWire.json(
                        "{'error':{'type':'rate_limit_error','message':'Paused.',"
                                + "'details':{'error_code':'enforced_spend_limit_reached'}}}");

        assertThat(error(429, body, "", null)).isInstanceOf(BillingException.class);
    }

    @Test
    void aRefusedKeyIsNamedByItsVariableAndNeverShown() {
        assertThat(error(401, "authentication_error", "bad key " + AnthropicSettings.KEY))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining(AnthropicSettings.KEY_VARIABLE)
                .hasMessageNotContaining(AnthropicSettings.KEY);
    }

    @Test
    void aBodyThatIsNoJsonIsQuoted() {
        assertThat(error(502, MissingNode.getInstance(), "<h1>Bad gateway</h1>", null))
                .hasMessage("claude is overloaded or failed inside (502): <h1>Bad gateway</h1>");
    }

    @Test
    void nothingThereForACallAboutNoModelPointsToTheAddress() {
        LlmException error =
                errors.map(
                        new ErrorResponse(
                                "claude",
                                null,
                                404,
                                Map.of(),
                                MissingNode.getInstance(),
                                "",
                                null));

        assertThat(error.kind()).isEqualTo("bad_request");
        assertThat(error).hasMessageContaining("base_url (http://127.0.0.1:1)");
    }
}
