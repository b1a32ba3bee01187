package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.skill.Agents;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What calls take from the agent that they name; a route of the test's own catches the requests.
 */
class AgentCallsTest {

    private static final String CLERK = "You are a clerk.";

    @TempDir Path folder;
    private GorgonCamel gorgon;
    private LlmRequest caught;

    @BeforeEach
    void start() throws Exception {
        gorgon =
                GorgonCamel.with(
                        folder,
                        """
                        llm:
                          providers: {mock: {}}
                          budget: {max_tokens_per_agent: 100000}
                        agents:
                          clerk: {tier: fast, prompt: You are a clerk., temperature: 0.25, max_tokens: 500}
                          silent: {}
                          odd: {prompt: "Say ${body} {{secret}} RAW(x)"}
                        """);
        gorgon.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:gorgon-provider-mock")
                                .process(
                                        exchange ->
                                                caught =
                                                        exchange.getMessage()
                                                                .getBody(LlmRequest.class))
                                .setBody(constant("fine"));
                    }
                });
        gorgon.start();
    }

    @AfterEach
    void stop() {
        gorgon.close();
    }

    private LlmRequest ask(String uri, Object body, Map<String, Object> headers) {
        assertThat(gorgon.send(uri, body, headers).getException()).isNull();
        return caught;
    }

    private LlmRequest ask(String uri) {
        return ask(uri, "hello", Map.of());
    }

    @Test
    void anAgentGivesItsPromptTemperatureAndMostTokens() {
        LlmRequest request = ask("gorgon-llm:standard?agentId=clerk");

        assertThat(request.systemPrompt()).isEqualTo(CLERK);
        assertThat(request.temperature()).isEqualTo(0.25);
        assertThat(request.maxTokens()).isEqualTo(500);
        assertThat(request.agentId()).isEqualTo("clerk");
    }

    @Test
    void aShippedAgentIsThereWithoutAWordOfIt() {
        assertThat(ask("gorgon-llm:agent?agentId=planner").systemPrompt())
                .isEqualTo(Agents.shipped().find("planner").orElseThrow().prompt());
        assertThat(caught.tier()).isEqualTo(ModelTier.REASONING);
    }

    @Test
    void theHeaderNamesTheAgentAsTheOptionDoes() {
        assertThat(
                        ask(
                                        "gorgon-llm:agent?agentId=planner",
                                        "hello",
                                        Map.of("CamelGorgonLlmAgentId", "clerk"))
                                .systemPrompt())
                .isEqualTo(CLERK);
        assertThat(caught.tier()).isEqualTo(ModelTier.FAST);
    }

    @Test
    void theTierOfTheEndpointStandsAboveTheAgents() {
        assertThat(ask("gorgon-llm:reasoning?agentId=clerk").tier()).isEqualTo(ModelTier.REASONING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "AGENT", "Agent"})
    void theTierWordAgentIsTheTierOfTheAgent(String word) {
        assertThat(ask("gorgon-llm:" + word + "?agentId=clerk").tier()).isEqualTo(ModelTier.FAST);
        assertThat(ask("gorgon-llm:" + word + "?agentId=silent").tier())
                .isEqualTo(ModelTier.STANDARD);
    }

    @Test
    void aHeaderCanAskForTheTierOfTheAgent() {
        assertThat(
                        ask(
                                        "gorgon-llm:reasoning?agentId=clerk",
                                        "hello",
                                        Map.of("CamelGorgonLlmTier", "agent"))
                                .tier())
                .isEqualTo(ModelTier.FAST);
    }

    @Test
    void theTierOfAnAgentThatIsNotThereIsAnErrorThatNamesTheNearestOne() {
        assertThat(gorgon.send("gorgon-llm:agent?agentId=planer", "hello", Map.of()).getException())
                .hasMessage(
                        "the tier of the agent 'planer' is wanted, but no such agent is configured;"
                                + " did you mean 'planner'?");
        assertThat(gorgon.send("gorgon-llm:agent?agentId=poet", "hello", Map.of()).getException())
                .hasMessage(
                        "the tier of the agent 'poet' is wanted, but no such agent is configured;"
                                + " add it under agents in gorgon.yaml, or name a tier");
        assertThat(gorgon.send("gorgon-llm:agent", "hello", Map.of()).getException())
                .hasMessage(
                        "the tier of the agent is wanted, but no agent is named: set agentId, or"
                                + " name a tier");
    }

    @Test
    void aTierThatDoesNotExistIsRefusedWithTheWordsThatDo() {
        assertThatThrownBy(() -> gorgon.context().getEndpoint("gorgon-llm:clever"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining(
                        "use one of reasoning, standard, fast, embedding, or agent for the tier of"
                                + " the agent");
    }

    @Test
    void whatTheEndpointSaysStandsAboveTheAgent() {
        LlmRequest request =
                ask("gorgon-llm:agent?agentId=clerk&systemPrompt=Own&temperature=1&maxTokens=4096");

        assertThat(request.systemPrompt()).isEqualTo("Own");
        assertThat(request.temperature()).isEqualTo(1.0);
        assertThat(request.maxTokens()).isEqualTo(4096);
    }

    @Test
    void whatAHeaderSaysStandsAboveTheAgent() {
        LlmRequest request =
                ask(
                        "gorgon-llm:agent?agentId=clerk",
                        "hello",
                        Map.of(
                                "CamelGorgonLlmSystemPrompt",
                                "Own",
                                "CamelGorgonLlmTemperature",
                                1.5,
                                "CamelGorgonLlmMaxTokens",
                                77));

        assertThat(request.systemPrompt()).isEqualTo("Own");
        assertThat(request.temperature()).isEqualTo(1.5);
        assertThat(request.maxTokens()).isEqualTo(77);
    }

    @Test
    void whatTheComponentSaysStandsAboveTheAgent() {
        gorgon.component().getConfiguration().setMaxTokens(1234);
        gorgon.component().getConfiguration().setTemperature(0.75);

        assertThat(ask("gorgon-llm:agent?agentId=clerk").maxTokens()).isEqualTo(1234);
        assertThat(caught.temperature()).isEqualTo(0.75);
        assertThat(caught.systemPrompt()).isEqualTo(CLERK);
    }

    @Test
    void aConversationWithItsOwnSystemTextKeepsIt() {
        ask(
                "gorgon-llm:agent?agentId=clerk",
                List.of(Message.system("Own"), Message.user("hello")),
                Map.of());
        assertThat(caught.systemPrompt()).isNull();
        assertThat(caught.temperature()).isEqualTo(0.25);

        ask(
                "gorgon-llm:agent?agentId=clerk",
                Map.of(
                        "system",
                        "Own",
                        "messages",
                        List.of(Map.of("role", "user", "content", "a"))),
                Map.of());
        assertThat(caught.systemPrompt()).isEqualTo("Own");
    }

    @Test
    void aRequestOfJavaCodeTakesFromItsAgentToo() {
        LlmProvider router = LlmRouter.in(gorgon.context());
        router.generate(LlmRequest.builder().user("hello").agentId("clerk").build());
        assertThat(caught.systemPrompt()).isEqualTo(CLERK);
        assertThat(caught.maxTokens()).isEqualTo(500);
        assertThat(caught.tier()).isEqualTo(ModelTier.STANDARD);

        router.generate(
                LlmRequest.builder()
                        .user("hello")
                        .agentId("clerk")
                        .systemPrompt("Own")
                        .maxTokens(LlmRequest.DEFAULT_MAX_TOKENS)
                        .build());
        assertThat(caught.systemPrompt()).isEqualTo("Own");
        assertThat(caught.maxTokens()).isEqualTo(LlmRequest.DEFAULT_MAX_TOKENS);
    }

    @Test
    void anAgentThatIsNotConfiguredIsANameAndNothingElse() {
        LlmRequest request = ask("gorgon-llm:standard?agentId=stranger");

        assertThat(request.agentId()).isEqualTo("stranger");
        assertThat(request.systemPrompt()).isNull();
        assertThat(request.temperature()).isNull();
        assertThat(request.maxTokens()).isEqualTo(LlmRequest.DEFAULT_MAX_TOKENS);
    }

    @Test
    void theEstimateCountsThePromptOfTheAgent() {
        long with =
                (Long) gorgon.ask("gorgon-llm:agent?agentId=planner&operation=estimate", "hello");
        long without = (Long) gorgon.ask("gorgon-llm:standard?operation=estimate", "hello");

        assertThat(with - without).isGreaterThan(100);
    }

    @Test
    void aCallThatDoesNotFitItsBudgetWithThePromptOfTheAgentIsRefused() {
        gorgon.close();
        gorgon =
                GorgonCamel.with(
                                folder,
                                """
                                llm:
                                  providers: {mock: {}}
                                  budget: {max_tokens_per_agent: 100}
                                agents: {clerk: {prompt: You are a clerk.}}
                                """)
                        .start();

        assertThat(
                        gorgon.send("gorgon-llm:fast?agentId=clerk&maxTokens=1", "hello", Map.of())
                                .getException())
                .isNull();
        assertThat(
                        gorgon.send(
                                        "gorgon-llm:agent?agentId=planner&maxTokens=1",
                                        "hello",
                                        Map.of())
                                .getException())
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aPromptIsNeverEvaluated() {
        assertThat(ask("gorgon-llm:agent?agentId=odd").systemPrompt())
                .isEqualTo("Say ${body} {{secret}} RAW(x)");
    }
}
