package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.TokenEstimate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Writes and reads embedding calls (OpenAI API, {@code POST /embeddings}). */
final class OpenAiEmbeddings {

    /** The most inputs of a call. */
    static final int MOST_INPUTS = 2048;

    /** The most tokens of a call, over all its inputs. */
    private static final long MOST_TOKENS = 300_000;

    private OpenAiEmbeddings() {}

    /** The inputs in calls that are within the limits, in their order. */
    static List<List<String>> batches(List<String> inputs) {
        List<List<String>> batches = new ArrayList<>();
        int start = 0;
        long tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            long next = TokenEstimate.of(inputs.get(i));
            if (i > start && (i - start == MOST_INPUTS || tokens + next > MOST_TOKENS)) {
                batches.add(inputs.subList(start, i));
                start = i;
                tokens = 0;
            }
            tokens += next;
        }
        batches.add(inputs.subList(start, inputs.size()));
        return batches;
    }

    /**
     * The body of a call.
     *
     * @param compact whether to ask for Base64, about a quarter of the bytes; not every compatible
     *     server knows it
     */
    static ObjectNode request(String model, List<String> inputs, boolean compact) {
        ObjectNode body = LlmHttpClient.JSON.createObjectNode().put("model", model);
        inputs.forEach(body.putArray("input")::add);
        return body.put("encoding_format", compact ? "base64" : "float");
    }

    /**
     * The vectors in the order of the inputs, as {@code index} says.
     *
     * @throws BrokenStreamException if there is not one for each input, all of the same length
     */
    static List<float[]> vectors(JsonNode answer, int inputs, String provider, String model) {
        float[][] vectors = new float[inputs][];
        int position = 0;
        for (JsonNode item : answer.path("data")) {
            int index = item.path("index").asInt(position++);
            if (index >= 0 && index < inputs) {
                vectors[index] = vector(item.path("embedding"));
            }
        }
        for (float[] vector : vectors) {
            if (vector == null || vector.length == 0 || vector.length != vectors[0].length) {
                throw new BrokenStreamException(
                        provider,
                        model,
                        "",
                        provider
                                + ": "
                                + model
                                + " did not give one vector of the same length for each of the "
                                + inputs
                                + " texts; check that it is an embedding model",
                        null);
            }
        }
        return Arrays.asList(vectors);
    }

    private static float[] vector(JsonNode embedding) {
        if (embedding.isTextual()) {
            return decoded(embedding.textValue());
        }
        float[] vector = new float[embedding.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = embedding.get(i).floatValue();
        }
        return vector;
    }

    /** Base64 of little-endian 32-bit floats; null when it is none. */
    private static float[] decoded(String base64) {
        try {
            FloatBuffer floats =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer();
            float[] vector = new float[floats.remaining()];
            floats.get(vector);
            return vector;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The tokens read: as reported, else estimated. */
    static TokenUsage usage(JsonNode answer, List<String> inputs) {
        Long reported = OpenAiAnswer.count(answer.path("usage"), "prompt_tokens");
        return reported == null
                ? TokenUsage.estimated(inputs.stream().mapToLong(TokenEstimate::of).sum(), 0)
                : TokenUsage.reported(reported, 0);
    }
}
