package io.gorgon.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.spi.TokenEstimate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkillContextTest {

    private static final List<Skill> ALL = SkillRegistry.shipped().all();

    @Test
    void theContextHasRulesUseAndDocuments() {
        SkillContext context = SkillContext.of(ALL, 100_000);

        assertThat(context.leftOut()).isEmpty();
        assertThat(context.text())
                .contains(
                        "## Skill: files",
                        "- delete_file: Deletes one file that was named, never a pattern. (risk high,"
                                + " needs a vote: unanimous)",
                        "- read_file: Reads a text file, whole or in part. (risk low)",
                        "Never touch these paths, nor anything under them: [/etc, /boot",
                        "files, do not use it when:",
                        "# Research notes")
                .doesNotContain("Left out");
        assertThat(context.tokens()).isEqualTo(TokenEstimate.of(context.text()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 50, 200, 500, 900, 1500, 2000, 3000, 5000})
    void theContextNeverExceedsItsLimitAndSaysWhatIsLeftOut(int limit) {
        SkillContext context = SkillContext.of(ALL, limit);

        assertThat(TokenEstimate.of(context.text())).isLessThanOrEqualTo(limit);
        for (String what : context.leftOut()) {
            assertThat(context.text().isEmpty() || context.text().contains(what)).isTrue();
        }
    }

    @Test
    void documentsAreLeftOutBeforeRules() {
        long rulesAndUse = SkillContext.of(ALL, 100_000).tokens() / 2;

        SkillContext context = SkillContext.of(ALL, rulesAndUse + 100);

        assertThat(context.leftOut()).isNotEmpty().noneMatch(what -> what.startsWith("the rules"));
        assertThat(context.text())
                .contains("(Left out for lack of room: ", "the document of process_management");
    }

    @Test
    void withoutSkillsThereIsNothingToTell() {
        assertThat(SkillContext.of(List.of(), 1000)).isEqualTo(new SkillContext("", List.of(), 0));
    }
}
