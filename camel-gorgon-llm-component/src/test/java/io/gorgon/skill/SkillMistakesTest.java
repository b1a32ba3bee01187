package io.gorgon.skill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillMistakesTest {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "skills: | registry.yaml:1:8: skills must be a list of skills, each with a path",
                "skills: [{name: a}] | registry.yaml:1:10: skills[0] has no path",
                "skills: [{path: ../a}] | registry.yaml:1:17: skills[0].path must stay inside the folder of this file",
                "skills: [{path: /a}] | registry.yaml:1:17: skills[0].path must stay inside the folder of this file",
                "skills: [{path: gone}] | gone/schema.yaml: a skill needs this file, and it is not there",
                "- a | registry.yaml:1:1: the file must be a mapping of keys to values",
            })
    void aMistakeInTheRegistryFileIsToldWithItsPlace(String text, String problem)
            throws IOException {
        write("registry.yaml", text);

        assertThat(problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{version: 1} | 1:1: the skill has no name; write it as the key 'name'",
                "{name: a b} | 1:8: the name 'a b' may have letters, digits, '-' and '_' only, and starts with a letter or a digit",
                "{name: a, risk_level: hihg} | 1:23: risk_level must be one of low, medium, high, critical, but is 'hihg'; did you mean 'high'?",
                "{name: a, consensus_level: all} | 1:28: consensus_level must be one of any, majority, unanimous, unanimous_plus_user, but is 'all'",
                "{name: a, capabilities: {b: {consensus_required: majorty}}} | 1:50: capabilities.b.consensus_required must be one of any, majority, unanimous, unanimous_plus_user, but is 'majorty'; did you mean 'majority'?",
                "{name: a, capabilities: [{risk: low}]} | 1:26: capabilities[0] has no name",
                "{name: a, capabilities: [b, b]} | 1:29: the capability 'b' is here twice",
                "{name: a, capabilities: 3} | 1:25: capabilities must be a mapping or a list",
                "{name: a, capabilities: {b: {requires_user_confirmation: perhaps}}} | 1:58: capabilities.b.requires_user_confirmation must be true or false",
                "{name: a, capabilities: {b: {requires_user_confirmaton: true}}} | 1:30: unknown key 'requires_user_confirmaton'; did you mean 'requires_user_confirmation'?",
                "{name: a, protected_path: [/b]} | 1:11: unknown key 'protected_path'; did you mean 'protected_paths'?",
                "{name: a, protected_paths: [3]} | 1:29: protected_paths[0] must be text; put it in quotes",
                "{name: a, protected_paths: ['']} | 1:28: protected_paths: a protected path needs a path",
                "{name: a, blocked_patterns: [ok, 'a(b']} | 1:34: blocked_patterns[1] is no regular expression: unclosed group at character 4",
                "{name: a, blocked_patterns: ['']} | 1:30: blocked_patterns[0] must not be empty",
                "{name: a, blocked_patterns: {b: c}} | 1:29: blocked_patterns must be a list of texts",
                "{name: a | 1:1: this mapping lacks its closing '}' or a comma between two entries",
                "[] | 1:1: the file must be a mapping of keys to values",
            })
    void aMistakeInASchemaIsToldWithFileLineAndColumn(String schema, String problem)
            throws IOException {
        write("a/schema.yaml", schema);

        assertThat(problems()).containsExactly("a/schema.yaml:" + problem);
        assertThat(read().find("a")).isEmpty();
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        write("a/schema.yaml", "name: a\nrisk_level: x\nblocked_patterns: ['(', '[']\n");

        assertThat(problems()).hasSize(3);
    }

    @Test
    void filesThatCannotBeReadAreTold() throws IOException {
        write("a/schema.yaml", "name: a");
        Files.write(folder.resolve("a/SKILL.md"), "f\u00fcr".getBytes(StandardCharsets.ISO_8859_1));
        write("b/schema.yaml", "#" + "x".repeat(1_000_000));

        assertThat(problems())
                .containsExactly(
                        "a/SKILL.md: it is not UTF-8 text; save it as UTF-8",
                        "b/schema.yaml: it is larger than 1000000 bytes");
        assertThat(SkillRegistry.withFolders(List.of(folder.resolve("gone"))).problems())
                .singleElement()
                .extracting(SkillProblem::message)
                .isEqualTo("it cannot be listed; check its permissions");
    }
}
