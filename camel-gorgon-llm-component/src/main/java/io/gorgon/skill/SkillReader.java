package io.gorgon.skill;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.skill.SkillFiles.SkillFileException;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the folder of a skill: {@code schema.yaml} in either version of the original Gorgon, and
 * {@code SKILL.md}. The first version has {@code skill_name} and its capabilities as a mapping, the
 * second {@code name} and a list. Keys that only describe are passed over; those that look like a
 * misspelt one are problems.
 */
final class SkillReader {

    static final String SCHEMA = "schema.yaml";
    private static final String DOCUMENT = "SKILL.md";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final Pattern FRONT_MATTER =
            Pattern.compile("^\uFEFF?---[ \\t]*\\R(?:.*\\R)*?---[ \\t]*(?:\\R|$)");

    private static final List<String> KEYS =
            List.of(
                    "skill_name",
                    "name",
                    "version",
                    "agent",
                    "type",
                    "category",
                    "description",
                    "dependencies",
                    "risk_level",
                    "consensus_level",
                    "trust",
                    "parallel_safe",
                    "tools",
                    "routing",
                    "verification",
                    "error_handling",
                    "contracts",
                    "inputs",
                    "outputs",
                    "capabilities",
                    "protected_paths",
                    "blocked_patterns");

    private final SkillFiles files;
    private final String folder;
    private final List<SkillProblem> problems = new ArrayList<>();

    /**
     * @param folder of the skill, relative to the files
     */
    SkillReader(SkillFiles files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    /** What is wrong, after {@link #read()}. */
    List<SkillProblem> problems() {
        return problems;
    }

    /** The skill; empty if there are problems. */
    Optional<Skill> read() {
        Optional<String> schema = text(SCHEMA);
        if (schema.isEmpty()) {
            if (problems.isEmpty()) {
                problem(SCHEMA, "a skill needs this file, and it is not there");
            }
            return Optional.empty();
        }
        Optional<Skill> skill =
                SkillDocument.parse(label(SCHEMA), schema.get(), problems)
                        .map(document -> skill(document, text(DOCUMENT).orElse("")));
        return problems.isEmpty() ? skill : Optional.empty();
    }

    private String label(String file) {
        return files.label(folder + "/" + file);
    }

    private Optional<String> text(String file) {
        try {
            return files.read(folder + "/" + file);
        } catch (SkillFileException e) {
            problem(file, e.getMessage());
            return Optional.empty();
        }
    }

    private void problem(String file, String message) {
        problems.add(new SkillProblem(label(file), 0, 0, message));
    }

    private Skill skill(SkillDocument schema, String document) {
        schema.checkKeys(JsonPointer.empty(), KEYS);
        JsonPointer consensus = at("consensus_level");
        return new Skill(
                name(schema),
                schema.text(at("version"), "1.0.0"),
                schema.text(at("description"), ""),
                risk(schema, at("risk_level"), RiskLevel.LOW),
                schema.word(consensus, ConsensusLevel.labels())
                        .map(ConsensusLevel::of)
                        .orElse(null),
                new CapabilityReader(schema).read(),
                protectedPaths(schema),
                blockedPatterns(schema),
                schema.texts(at("routing", "use_when")),
                avoidWhen(schema),
                schema.texts(at("verification", "completion_checklist")),
                FRONT_MATTER.matcher(document).replaceFirst("").strip(),
                label(SCHEMA));
    }

    static JsonPointer at(String... keys) {
        JsonPointer pointer = JsonPointer.empty();
        for (String key : keys) {
            pointer = pointer.appendProperty(key);
        }
        return pointer;
    }

    private static String name(SkillDocument schema) {
        boolean first = !schema.at(at("skill_name")).isMissingNode();
        JsonPointer place = at(first ? "skill_name" : "name");
        String name = schema.text(place, "");
        if (name.isEmpty()) {
            schema.problem(place, "the skill has no name; write it as the key 'name'");
        } else if (!NAME.matcher(name).matches()) {
            schema.problem(
                    place,
                    "the name "
                            + QuotedText.of(name)
                            + " may have letters, digits, '-' and '_' only, and starts with a letter"
                            + " or a digit");
        }
        return name;
    }

    static RiskLevel risk(SkillDocument schema, JsonPointer place, RiskLevel otherwise) {
        return schema.word(place, RiskLevel.labels())
                .map(label -> RiskLevel.valueOf(label.toUpperCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    private static List<ProtectedPath> protectedPaths(SkillDocument schema) {
        JsonPointer place = at("protected_paths");
        List<ProtectedPath> paths = new ArrayList<>();
        for (String path : schema.texts(place)) {
            try {
                paths.add(new ProtectedPath(path));
            } catch (IllegalArgumentException e) {
                schema.problem(place, "protected_paths: " + e.getMessage());
            }
        }
        return paths;
    }

    private static List<BlockedPattern> blockedPatterns(SkillDocument schema) {
        JsonPointer place = at("blocked_patterns");
        JsonNode list = schema.at(place);
        List<BlockedPattern> patterns = new ArrayList<>();
        List<String> texts = schema.texts(place);
        for (int i = 0; i < texts.size(); i++) {
            JsonPointer item = list.isArray() ? place.appendIndex(i) : place;
            if (texts.get(i).isEmpty()) {
                schema.problem(item, SkillDocument.label(item) + " must not be empty");
                continue;
            }
            try {
                patterns.add(BlockedPattern.of(texts.get(i)));
            } catch (IllegalArgumentException e) {
                schema.problem(
                        item,
                        SkillDocument.label(item) + " is no regular expression: " + e.getMessage());
            }
        }
        return patterns;
    }

    /** A phrase each, or a mapping with the condition, what to use instead, and why. */
    private static List<String> avoidWhen(SkillDocument schema) {
        JsonPointer place = at("routing", "do_not_use_when");
        JsonNode list = schema.at(place);
        List<String> phrases = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonPointer item = place.appendIndex(i);
            if (!list.get(i).isObject()) {
                phrases.add(schema.text(item, ""));
                continue;
            }
            String instead = schema.text(item.appendProperty("instead"), "");
            String reason = schema.text(item.appendProperty("reason"), "");
            phrases.add(
                    schema.text(item.appendProperty("condition"), "")
                            + (instead.isEmpty() ? "" : "; instead: " + instead)
                            + (reason.isEmpty() ? "" : " (" + reason + ")"));
        }
        return phrases;
    }
}
