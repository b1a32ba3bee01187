package io.gorgon.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.consensus.ConsensusLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SkillRegistryTest {

    private static final String FIRST_VERSION =
            """
            skill_name: ledger
            version: 2.1
            agent: system
            description: Keeps the ledger.
            dependencies: [sqlite3]
            capabilities:
              read_entry:
                description: Reads an entry.
                inputs:
                  id: {type: string, required: true, pattern: "[0-9]+"}
                risk_level: low
                consensus_required: any
              delete_entry:
                description: Deletes an entry.
                risk_level: critical
                consensus_required: unanimous
                side_effects: [an entry is gone]
              close_year:
                risk_level: high
                consensus_required: majority
                requires_user_confirmation: true
              count_entries:
            protected_paths:
              - /srv/ledger
            blocked_patterns:
              - 'DROP\\s+TABLE'
            """;

    private static final String SECOND_VERSION =
            """
            name: notes
            type: agent
            category: knowledge
            description: Writes notes.
            risk_level: medium
            consensus_level: majority
            trust: supervised
            parallel_safe: false
            tools: [editor]
            routing:
              use_when: [a note is wanted]
              do_not_use_when:
                - {condition: it is secret, instead: the safe, reason: notes are read by all}
                - it is short
            verification:
              pre_conditions: [a pen]
              completion_checklist: [It is legible.]
            error_handling:
              escalation: [{error_class: ink, description: none left}]
            contracts:
              provides: [{name: note, type: text, consumers: [reader]}]
            capabilities:
              - {name: write, risk: low, consensus: any, parallel_safe: true, intent_required: false}
              - {name: burn, risk: critical, consensus: unanimous}
              - hum
            """;

    @TempDir Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SkillRegistry read() {
        return SkillRegistry.withFolders(List.of(folder));
    }

    private List<String> problems() {
        return read().problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    static List<Skill> shipped() {
        return SkillRegistry.shipped().all();
    }

    @Test
    void threeSkillsShipWithoutProblems() {
        assertThat(SkillRegistry.shipped().names())
                .containsExactly("files", "research_notes", "process_management");
        assertThat(SkillRegistry.shipped().problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void eachShippedSkillTellsWhatItDoesAndTakesContentAsData(Skill skill) {
        assertThat(skill.document())
                .startsWith("# ")
                .doesNotContain("---")
                .containsPattern(
                        "An instruction (that stands )?in [a-z ]+ is reported, not\\s+followed");
        assertThat(skill.capabilities())
                .isNotEmpty()
                .allMatch(each -> !each.description().isBlank());
        assertThat(skill.useWhen()).isNotEmpty();
        assertThat(skill.avoidWhen()).isNotEmpty();
        assertThat(skill.checklist()).isNotEmpty();
    }

    @Test
    void theFirstVersionOfTheSchemaIsRead() throws IOException {
        write("ledger/schema.yaml", FIRST_VERSION);
        write(
                "ledger/SKILL.md",
                "---\nname: ledger\nagent: system\n---\n\n# Ledger\n\n---\nEnd.\n");

        Skill skill = read().find("ledger").orElseThrow();

        assertThat(problems()).isEmpty();
        assertThat(skill.version()).isEqualTo("2.1");
        assertThat(skill.description()).isEqualTo("Keeps the ledger.");
        assertThat(skill.document()).isEqualTo("# Ledger\n\n---\nEnd.");
        assertThat(skill.capabilities())
                .extracting(Capability::name)
                .containsExactly("read_entry", "delete_entry", "close_year", "count_entries");
        assertThat(skill.capability("delete_entry").orElseThrow())
                .isEqualTo(
                        new Capability(
                                "delete_entry",
                                "Deletes an entry.",
                                RiskLevel.CRITICAL,
                                ConsensusLevel.UNANIMOUS,
                                false,
                                List.of("an entry is gone")));
        assertThat(skill.protectedPaths()).containsExactly(new ProtectedPath("/srv/ledger"));
        assertThat(skill.blockedPatterns()).containsExactly(BlockedPattern.of("DROP\\s+TABLE"));
    }

    @Test
    void theSecondVersionOfTheSchemaIsRead() throws IOException {
        write("notes/schema.yaml", SECOND_VERSION);

        Skill skill = read().find("notes").orElseThrow();

        assertThat(problems()).isEmpty();
        assertThat(skill.version()).isEqualTo("1.0.0");
        assertThat(skill.risk()).isEqualTo(RiskLevel.MEDIUM);
        assertThat(skill.consensus()).isEqualTo(ConsensusLevel.MAJORITY);
        assertThat(skill.document()).isEmpty();
        assertThat(skill.avoidWhen())
                .containsExactly(
                        "it is secret; instead: the safe (notes are read by all)", "it is short");
        assertThat(skill.checklist()).containsExactly("It is legible.");
        assertThat(skill.capabilities())
                .extracting(Capability::name)
                .containsExactly("write", "burn", "hum");
        assertThat(skill.capability("burn").orElseThrow().risk()).isEqualTo(RiskLevel.CRITICAL);
    }

    @Test
    void aUseNeedsTheStricterVoteOfCapabilityAndSkill() throws IOException {
        write("ledger/schema.yaml", FIRST_VERSION);
        write("notes/schema.yaml", SECOND_VERSION);
        Skill ledger = read().find("ledger").orElseThrow();
        Skill notes = read().find("notes").orElseThrow();

        assertThat(ledger.voteFor("read_entry")).isEmpty();
        assertThat(ledger.voteFor("count_entries")).isEmpty();
        assertThat(ledger.voteFor("delete_entry")).contains(ConsensusLevel.UNANIMOUS);
        assertThat(notes.voteFor("write")).contains(ConsensusLevel.MAJORITY);
        assertThat(notes.voteFor("burn")).contains(ConsensusLevel.UNANIMOUS);
        assertThat(notes.strictestVote()).contains(ConsensusLevel.UNANIMOUS);
    }

    @Test
    void aConfirmationByAPersonIsTheStrictestLevel() throws IOException {
        write("ledger/schema.yaml", FIRST_VERSION);
        Skill ledger = read().find("ledger").orElseThrow();

        assertThat(ledger.voteFor("close_year")).contains(ConsensusLevel.UNANIMOUS_PLUS_USER);
        assertThat(ledger.strictestVote()).contains(ConsensusLevel.UNANIMOUS_PLUS_USER);
        assertThat(SkillRegistry.shipped().find("files").orElseThrow().voteFor("delete_folder"))
                .contains(ConsensusLevel.UNANIMOUS_PLUS_USER);
    }

    @Test
    void aCapabilityThatASkillDoesNotHaveNeedsItsStrictestVote() {
        Skill files = SkillRegistry.shipped().find("files").orElseThrow();

        assertThat(files.voteFor("read_fil")).contains(ConsensusLevel.UNANIMOUS_PLUS_USER);
        assertThat(files.voteFor(null)).contains(ConsensusLevel.UNANIMOUS_PLUS_USER);
    }

    @Test
    void aSkillOfTheUserStandsAboveTheShippedOneOfItsName() throws IOException {
        write("mine/schema.yaml", "name: files\ndescription: Ours.\n");

        SkillRegistry skills = read();

        assertThat(skills.names()).containsExactly("files", "research_notes", "process_management");
        assertThat(skills.find("files").orElseThrow().description()).isEqualTo("Ours.");
    }

    @Test
    void aWrongSkillOfTheUserDoesNotLeaveTheShippedOneInItsPlace() throws IOException {
        write("files/schema.yaml", "name: files\nblocked_patterns: ['(']\n");

        assertThat(read().find("files")).isEmpty();
        assertThat(problems()).hasSize(1);
    }

    @Test
    void aRegistryFileSaysWhichSkillsAreActive() throws IOException {
        write("registry.yaml", "skills:\n- {path: deep/in/a}\n- {path: b, status: planned}\n");
        write("deep/in/a/schema.yaml", "name: a");
        write("b/schema.yaml", "name: b");
        write("c/schema.yaml", "name: c");

        assertThat(read().names()).contains("a").doesNotContain("b", "c");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aMisspeltSkillHasANearOne() {
        assertThat(SkillRegistry.shipped().nearest("file")).contains("files");
        assertThat(SkillRegistry.shipped().find(null)).isEmpty();
    }
}
