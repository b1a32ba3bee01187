package io.gorgon.cli;

import io.gorgon.llm.http.Redaction;
import io.gorgon.workflow.input.Inputs;
import io.gorgon.workflow.input.WorkflowInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Asks the person at the terminal for what a workflow needs and nobody has given. */
final class AskedInputs {

    private final Surroundings surroundings;
    private final UnaryOperator<String> files;
    private final BufferedReader answers;

    AskedInputs(Surroundings surroundings, UnaryOperator<String> files) {
        this.surroundings = surroundings;
        this.files = files;
        this.answers =
                new BufferedReader(
                        new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
    }

    /** Adds what the person answers; at the end of standard input no more is asked. */
    void complete(List<WorkflowInput> declared, Map<String, Object> values) {
        for (WorkflowInput input : declared) {
            boolean missing =
                    input.required()
                            && input.defaultValue() == null
                            && !values.containsKey(input.name());
            if (missing && !ask(input, values)) {
                return;
            }
        }
    }

    /** Asks until the answer is one that the input takes. */
    private boolean ask(WorkflowInput input, Map<String, Object> values) {
        while (true) {
            String answer = answerTo(question(input));
            if (answer == null) {
                return false;
            }
            if (answer.isEmpty()) {
                continue;
            }
            List<String> problems =
                    Inputs.bind(List.of(input), Map.of(input.name(), answer), files).problems();
            if (problems.isEmpty()) {
                values.put(input.name(), answer);
                return true;
            }
            problems.forEach(surroundings.err()::println);
        }
    }

    private String question(WorkflowInput input) {
        StringBuilder question = new StringBuilder(surroundings.errStyle().bold(input.name()));
        if (input.description() != null && !input.description().isBlank()) {
            question.append(": ").append(Redaction.line(input.description()));
        }
        if (input.type() != null) {
            question.append(" (").append(input.type().word()).append(')');
        }
        return question.append("\n> ").toString();
    }

    /** Null at the end of standard input. */
    private String answerTo(String question) {
        surroundings.err().print(question);
        surroundings.err().flush();
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read standard input: " + e.getMessage(), e);
        }
    }
}
