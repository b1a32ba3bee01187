package io.gorgon.workflow.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MutationTest {

    private static final int MUTATIONS = 2_000;

    private static String everything() throws IOException {
        try (InputStream in = MutationTest.class.getResourceAsStream("everything.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aWorkflowOfAllTypesOfStepsIsReadWithoutAnyProblem() throws IOException {
        assertThat(Parsing.read(everything()).problems()).isEmpty();
    }

    @Test
    void whateverBecomesOfATextOnlyProblemsWithPlacesComeOfIt() throws IOException {
        Random random = new Random(7);
        String text = everything();
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = TextMutation.of(text, random);
            ParsedWorkflow parsed = Parsing.read(mutated);
            assertThat(parsed.workflow() == null)
                    .as(mutated)
                    .isEqualTo(!parsed.errors(false).isEmpty());
            assertThat(parsed.problems())
                    .as(mutated)
                    .allMatch(problem -> problem.line() >= 1 && problem.column() >= 1)
                    .allMatch(problem -> !problem.message().isBlank());
        }
    }

    @Test
    void aThousandStepsAreReadAndManyThousandsAreRefused() {
        assertThat(Parsing.errors(many(1_000))).isEmpty();
        assertThat(Parsing.errors(many(5_000)))
                .singleElement()
                .asString()
                .startsWith("this workflow has too many steps");
    }

    private static String many(int steps) {
        StringBuilder text =
                new StringBuilder("name: t\nsettings: {auto_parallel: true}\nsteps:\n");
        for (int i = 0; i < steps; i++) {
            text.append("- {id: s%d, type: checkpoint, outputs: o%d}\n".formatted(i, i));
        }
        return text.toString();
    }
}
