package io.gorgon.llm.error;

import io.gorgon.llm.LlmResponse;
import java.util.List;

/** The model's answer does not obey the response schema, also after one repair. */
public final class InvalidOutputException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient LlmResponse response;
    private final List<String> problems;

    /**
     * @param response the last invalid answer, with the usage of all calls made for it
     * @param problems what is wrong with it, a sentence each
     */
    public InvalidOutputException(LlmResponse response, List<String> problems) {
        super(
                Remedy.CORRECT,
                response.provider(),
                response.model(),
                0,
                response.provider()
                        + ": the answer of "
                        + response.model()
                        + " does not match the response schema: "
                        + String.join("; ", problems),
                null);
        this.response = response;
        this.problems = List.copyOf(problems);
    }

    @Override
    public String kind() {
        return "invalid_output";
    }

    /** The invalid text. */
    public String invalidText() {
        return response.content();
    }

    /** The last invalid answer, with the usage of all calls made for it. */
    public LlmResponse response() {
        return response;
    }

    public List<String> problems() {
        return problems;
    }
}
