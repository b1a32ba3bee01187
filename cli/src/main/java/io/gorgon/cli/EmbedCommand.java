package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns texts into vectors. */
@Command(name = "embed", description = "Turn texts into vectors.")
final class EmbedCommand implements Callable<Integer> {

    private static final int SHOWN_NUMBERS = 6;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The texts, one vector each; - reads one from standard input.")
    private List<String> texts;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "Ask this provider and no other, instead of what the routes choose.")
    private String provider;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Ask this model instead of the embedding tier's.")
    private String model;

    @Option(names = "--json", description = "Print one JSON document with the whole vectors.")
    private boolean json;

    private final GorgonCommand gorgon;

    EmbedCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = gorgon.surroundings();
        EmbedRequest request =
                EmbedRequest.builder(readTexts())
                        .model(model)
                        .cancellation(surroundings.interruption())
                        .build();
        try (GorgonSession session = gorgon.openSession()) {
            EmbedResponse response = session.embed(provider, request);
            new Answer(surroundings, false).warnOfMock(response.providerType());
            if (json) {
                Json.print(surroundings.out(), toJson(response));
            } else {
                print(response);
            }
        }
        return ExitCode.DONE;
    }

    private List<String> readTexts() {
        if (texts.stream().filter(InputText.STANDARD_INPUT::equals).count() > 1) {
            throw new InvalidInputException("standard input (-) can be read once only");
        }
        List<String> all = new ArrayList<>();
        for (String argument : texts) {
            String text = InputText.of(argument, gorgon.surroundings());
            if (text.isBlank()) {
                throw new InvalidInputException(
                        "text " + (all.size() + 1) + " is empty: there is nothing to embed");
            }
            all.add(text);
        }
        return all;
    }

    private void print(EmbedResponse response) {
        Surroundings surroundings = gorgon.surroundings();
        TextTable table = new TextTable("TEXT", "NUMBERS", "VECTOR");
        for (int i = 0; i < response.vectors().size(); i++) {
            float[] vector = response.vectors().get(i);
            table.row(String.valueOf(i + 1), String.valueOf(vector.length), head(vector));
        }
        table.print(surroundings.out(), surroundings.outStyle());
        if (surroundings.errIsTerminal()) {
            String summary =
                    response.provider()
                            + " · "
                            + response.model()
                            + " · "
                            + Words.count(response.usage().inputTokens(), "token")
                            + " · "
                            + Words.duration(response.latencyMs())
                            + " · whole vectors with --json";
            surroundings.err().println(surroundings.errStyle().dim(summary));
        }
    }

    private static String head(float[] vector) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < Math.min(vector.length, SHOWN_NUMBERS); i++) {
            numbers.add(String.format(Locale.ROOT, "%.4f", vector[i]));
        }
        return String.join(" ", numbers) + (vector.length > SHOWN_NUMBERS ? " …" : "");
    }

    private static ObjectNode toJson(EmbedResponse response) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("model", response.model());
        document.put("provider", response.provider());
        document.put("dimensions", response.vectors().get(0).length);
        ArrayNode vectors = document.putArray("vectors");
        for (float[] vector : response.vectors()) {
            ArrayNode numbers = vectors.addArray();
            for (float number : vector) {
                numbers.add(number);
            }
        }
        document.put("input_tokens", response.usage().inputTokens());
        document.put("usage_estimated", response.usage().estimated());
        document.put("latency_ms", response.latencyMs());
        return document;
    }
}
