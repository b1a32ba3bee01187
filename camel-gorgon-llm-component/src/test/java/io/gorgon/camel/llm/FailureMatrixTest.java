package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.gorgon.camel.llm.FailureTable.Moment;
import io.gorgon.camel.llm.FailureTable.Row;
import io.gorgon.camel.llm.FailureTable.Step;
import io.gorgon.llm.Attempt;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.anthropic.FakeAnthropic;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.llm.failover.DownProviders;
import io.gorgon.llm.ollama.FakeOllama;
import io.gorgon.llm.openai.FakeOpenAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every failure, shown by every provider, in a plain call, in a stream before and after its first
 * content, in every chain of two providers: what follows is what the tables of failures.md say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureMatrixTest {

    private static final String SCHEMA =
            "{\"type\":\"object\",\"required\":[\"sum\"],\"properties\":{\"sum\":{\"type\":\"integer\"}}}";

    @TempDir static Path folder;
    private List<Row> rows;
    private List<FailingProvider> providers;
    private final Map<String, GorgonCamel> contexts = new HashMap<>();

    @BeforeAll
    void startServers() throws IOException {
        rows = FailureTable.rows();
        Files.writeString(folder.resolve("script.yaml"), FailingProvider.script(rows));
        providers =
                List.of(
                        new FailingProvider("ollama", new FakeOllama()),
                        new FailingProvider("anthropic", new FakeAnthropic()),
                        new FailingProvider("openai", new FakeOpenAi()),
                        new FailingProvider("mock", null));
    }

    @AfterAll
    void stopServers() {
        contexts.values().forEach(GorgonCamel::close);
        providers.forEach(FailingProvider::close);
    }

    /** One context for all failures that need the same configuration. */
    private GorgonCamel gorgon(FailingProvider provider, FailoverChain chain, Row row) {
        boolean own =
                Set.of("no answer in time", "silence", "nothing listens").contains(row.failure());
        return contexts.computeIfAbsent(
                provider.type() + chain + (own ? row.failure() : ""),
                key ->
                        GorgonCamel.with(
                                        folder,
                                        chain.configuration(provider.configuration(row.failure())))
                                .start());
    }

    @TestFactory
    List<DynamicContainer> whatFollowsAFailureIsWhatTheTableSays() {
        List<DynamicContainer> containers = new ArrayList<>();
        for (FailingProvider provider : providers) {
            List<DynamicTest> cells = new ArrayList<>();
            for (Row row : rows) {
                if (row.shownBy().contains(provider.type())) {
                    cells.addAll(cells(provider, row));
                }
            }
            containers.add(DynamicContainer.dynamicContainer(provider.type(), cells));
        }
        return containers;
    }

    private List<DynamicTest> cells(FailingProvider provider, Row row) {
        List<DynamicTest> cells = new ArrayList<>();
        for (Moment moment : row.moments()) {
            for (FailoverChain chain : FailoverChain.values()) {
                cells.add(
                        DynamicTest.dynamicTest(
                                row.failure() + ", " + moment + ", " + chain,
                                () -> check(provider, row, moment, chain)));
            }
        }
        return cells;
    }

    private void check(FailingProvider provider, Row row, Moment moment, FailoverChain chain) {
        GorgonCamel gorgon = gorgon(provider, chain, row);
        CircuitBreaker breaker =
                gorgon.context()
                        .getRegistry()
                        .lookupByNameAndType("gorgonBreaker-first", CircuitBreaker.class);
        breaker.reset();
        if (row.failure().equals("breaker open")) {
            breaker.transitionToForcedOpenState();
        }
        DownProviders down = GorgonLlm.get(gorgon.context()).downProviders();
        down.markUp("first");
        provider.show(row.failure(), moment);
        boolean stream = moment != Moment.CHAT;
        Exchange exchange =
                gorgon.send(
                        "gorgon-llm:"
                                + chain.tier
                                + (stream ? "?stream=true" : "?outputType=response"),
                        FailingProvider.prompt(row.failure(), moment),
                        row.kind().equals("invalid_output")
                                ? Map.of("CamelGorgonLlmResponseSchema", SCHEMA)
                                : Map.of());
        int attempts =
                moment == Moment.STREAM_AFTER_CONTENT
                        ? breaksOff(exchange, row)
                        : goesOn(exchange, row, row.in(chain), stream);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls())
                .as("failures that count in the breaker")
                .isEqualTo(row.counts() ? attempts : 0);
        assertThat(down.isDown("first"))
                .as("known to be down")
                .isEqualTo(row.kind().equals("unreachable"));
    }

    /**
     * @return the attempts at the first provider
     */
    private static int goesOn(Exchange exchange, Row row, Step step, boolean stream) {
        if (step == Step.STOP) {
            assertThat(exchange.getException()).isInstanceOf(LlmException.class);
            LlmException failure = (LlmException) exchange.getException();
            assertThat(failure).isNotInstanceOf(AttemptsFailedException.class);
            assertThat(failure.kind()).isEqualTo(row.kind());
            assertThat(failure.provider()).isEqualTo("first");
            return 1;
        }
        assertThat(exchange.getException()).isNull();
        LlmResponse response =
                stream ? readAll(exchange) : exchange.getMessage().getBody(LlmResponse.class);
        assertThat(response.provider()).isEqualTo("second");
        int attempts = step == Step.AGAIN_THEN_NEXT ? 2 : 1;
        assertThat(response.failedAttempts())
                .extracting(Attempt::provider)
                .isEqualTo(Collections.nCopies(attempts, "first"));
        assertThat(response.failedAttempts())
                .extracting(Attempt::kind)
                .isEqualTo(Collections.nCopies(attempts, row.kind()));
        assertThat(response.attempts()).isEqualTo(attempts + 1);
        return attempts;
    }

    private static LlmResponse readAll(Exchange exchange) {
        try (LlmStreamBody body = (LlmStreamBody) exchange.getMessage().getBody()) {
            StringBuilder text = new StringBuilder();
            body.forEachRemaining(text::append);
            assertThat(text).isNotEmpty().hasToString(body.response().content());
            return body.response();
        }
    }

    private static int breaksOff(Exchange exchange, Row row) {
        assertThat(exchange.getException()).isNull();
        StringBuilder text = new StringBuilder();
        LlmException failure;
        try (LlmStreamBody body = (LlmStreamBody) exchange.getMessage().getBody()) {
            failure =
                    catchThrowableOfType(
                            LlmException.class, () -> body.forEachRemaining(text::append));
            assertThat(body.response().provider()).isEqualTo("first");
        }
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(row.kind());
        assertThat(text).isNotEmpty();
        if (failure instanceof BrokenStreamException broken) {
            assertThat(broken.partialText()).isEqualTo(text.toString());
        }
        if (failure instanceof LlmTimeoutException timeout) {
            assertThat(timeout.partialText()).isEqualTo(text.toString());
        }
        return 1;
    }

    @Test
    void afterItsFirstContentNoFailureChangesTheProviderOfAStream(@TempDir Path ownFolder)
            throws IOException {
        Set<String> kinds = rows.stream().map(Row::kind).collect(Collectors.toSet());
        kinds.removeAll(Set.of("circuit_open", "invalid_output"));
        StringBuilder script = new StringBuilder("answers:\n");
        for (String kind : kinds) {
            script.append("- {when: {prompt: '^" + kind + "$'}, stream: [one, two], error: ")
                    .append(kind + "}\n");
        }
        Files.writeString(ownFolder.resolve("script.yaml"), script);
        String mock = FailoverChain.CLOUD_LOCAL.configuration("type: mock, script: script.yaml");
        try (GorgonCamel gorgon = GorgonCamel.with(ownFolder, mock).start()) {
            for (String kind : kinds) {
                Exchange exchange = gorgon.send("gorgon-llm:reasoning?stream=true", kind, Map.of());
                StringBuilder text = new StringBuilder();
                try (LlmStreamBody body = (LlmStreamBody) exchange.getMessage().getBody()) {
                    assertThatThrownBy(() -> body.forEachRemaining(text::append))
                            .as(kind)
                            .isInstanceOfSatisfying(
                                    LlmException.class,
                                    e -> assertThat(e.provider()).isEqualTo("first"));
                }
                assertThat(text).hasToString("onetwo");
            }
        }
    }

    @Test
    void everyRefusalOfEveryProviderIsInTheTable() {
        for (FailingProvider provider : providers) {
            Set<String> shown =
                    rows.stream()
                            .filter(row -> row.shownBy().contains(provider.type()))
                            .map(Row::failure)
                            .collect(Collectors.toSet());
            assertThat(shown)
                    .as(provider.type())
                    .containsAll(
                            provider.refusals().stream()
                                    .map(refusal -> refusal.name().toLowerCase(Locale.ROOT))
                                    .map(name -> name.replace('_', ' '))
                                    .toList());
        }
    }

    /** Of all attempts together, or from before the first one. */
    private static final Set<Class<?>> NOT_OF_PROVIDERS =
            Set.of(
                    AttemptsFailedException.class,
                    BudgetExceededException.class,
                    StateUnavailableException.class);

    @Test
    void everyClassOfFailureIsInTheTable() {
        Set<String> classes =
                new ClassFileImporter()
                        .importPackagesOf(LlmException.class).stream()
                                .filter(type -> type.isAssignableTo(LlmException.class))
                                .filter(
                                        type ->
                                                !type.getModifiers()
                                                        .contains(JavaModifier.ABSTRACT))
                                .filter(type -> !NOT_OF_PROVIDERS.contains(type.reflect()))
                                .map(JavaClass::getSimpleName)
                                .map(FailureMatrixTest::kindOf)
                                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows.stream().map(Row::kind)).containsAll(classes);
    }

    /** {@code RateLimitedException} is {@code rate_limited}; two have a name of their own. */
    private static String kindOf(String className) {
        return className
                .replaceFirst("^Llm", "")
                .replaceFirst("Exception$", "")
                .replaceFirst("ByProvider$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}
