package io.gorgon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Redaction;
import io.gorgon.llm.spi.ResponseSchema;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a model and prints its answer. */
@Command(name = "ask", description = "Ask a model and print its answer.")
final class AskCommand implements Callable<Integer> {

    @Parameters(
            arity = "1",
            paramLabel = "PROMPT",
            description = "The question; - reads it from standard input.")
    private String prompt;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            converter = Converters.TierConverter.class,
            description =
                    "How capable the model has to be: reasoning, standard, fast. Without it: what the"
                            + " agent has, else standard.")
    private ModelTier tier;

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description =
                    "The agent in whose name to ask; 'gorgon agents' lists those that bring a prompt"
                            + " and settings.")
    private String agent;

    @Option(
            names = "--system",
            paramLabel = "TEXT",
            description = "Instructions that stand before the prompt.")
    private String systemPrompt;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "Ask this provider and no other, instead of what the routes choose.")
    private String provider;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Ask this model instead of the tier's.")
    private String model;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "The most tokens to answer with (default 4096, or what the agent has).")
    private Integer maxTokens;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "0 to 2; without it the model's own default applies.")
    private Double temperature;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "JSON Schema that the answer has to obey.")
    private Path schema;

    @Option(names = "--stream", description = "Print the answer as it comes.")
    private boolean stream;

    @Option(
            names = "--private",
            description = "Keep the call with local providers, whatever the mode permits.")
    private boolean confidential;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;

    AskCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        LlmRequest asked = request();
        Surroundings surroundings = gorgon.surroundings();
        try (GorgonSession session = gorgon.openSession();
                Waiting waiting = Waiting.begin(surroundings)) {
            LlmRequest request = tier == null ? session.withTierOfAgent(asked) : asked;
            Answer answer = new Answer(surroundings, gorgon.verbosity() > 0);
            if (stream && !json) {
                printPieces(session, request, answer, waiting);
                return ExitCode.DONE;
            }
            LlmResponse response = answerAtOnce(session, request);
            waiting.end();
            if (json) {
                answer.printJson(response, request.tier(), session.cost(response));
            } else {
                answer.printContent(response);
                answer.printSummary(response, session.cost(response));
            }
        }
        return ExitCode.DONE;
    }

    private void printPieces(
            GorgonSession session, LlmRequest request, Answer answer, Waiting waiting) {
        LlmResponse response;
        try (TokenStream pieces = session.stream(provider, request)) {
            response = answer.printPieces(pieces, waiting);
        }
        answer.printSummary(response, session.cost(response));
    }

    /** With {@code --stream} the pieces are read as they come, and put together. */
    private LlmResponse answerAtOnce(GorgonSession session, LlmRequest request) {
        if (!stream) {
            return session.generate(provider, request);
        }
        try (TokenStream pieces = session.stream(provider, request)) {
            while (pieces.next() != null) {
                // the stream keeps what has come
            }
            return pieces.response();
        }
    }

    private LlmRequest request() {
        if (tier == ModelTier.EMBEDDING) {
            throw new InvalidInputException(
                    "the embedding tier makes vectors, not answers: use 'gorgon embed', or one of"
                            + " the tiers reasoning, standard, fast");
        }
        String text = InputText.of(prompt, gorgon.surroundings());
        if (text.isBlank()) {
            throw new InvalidInputException("the prompt is empty: say what to ask");
        }
        try {
            LlmRequest.Builder request = LlmRequest.builder();
            if (tier != null) {
                request.tier(tier);
            }
            if (maxTokens != null) {
                request.maxTokens(maxTokens);
            }
            return request.user(text)
                    .systemPrompt(systemPrompt)
                    .model(model)
                    .temperature(temperature)
                    .responseSchema(schema == null ? null : readSchema())
                    .agentId(agent)
                    .confidential(confidential)
                    .cancellation(gorgon.surroundings().interruption())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage(), e);
        }
    }

    private JsonNode readSchema() {
        Path file = gorgon.surroundings().directory().resolve(schema);
        String text = InputText.ofFile(file, "schema");
        try {
            JsonNode node =
                    LlmHttpClient.JSON
                            .reader()
                            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(text);
            new ResponseSchema(node);
            return node;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new InvalidInputException(
                    file + place + ": not JSON: " + Redaction.line(e.getOriginalMessage()), e);
        } catch (BadRequestException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }
}
