package io.gorgon.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A text that is not the YAML it should be. Its message has one line per problem. */
public final class InvalidYamlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<YamlProblem> problems;

    InvalidYamlException(List<YamlProblem> problems) {
        super(problems.stream().map(YamlProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order of the text; at least one. */
    public List<YamlProblem> problems() {
        return problems;
    }
}
