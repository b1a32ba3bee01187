package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.skill.SkillProblem;
import io.gorgon.skill.SkillRegistry;
import io.gorgon.yaml.QuotedText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code skills}: the folders with skills, over those that ship with Gorgon. */
final class SkillsReader {

    private static final JsonPointer FOLDERS = JsonPointer.compile("/skills/folders");
    private static final JsonPointer TOKENS = JsonPointer.compile("/skills/context_tokens");

    private final ConfigDocument document;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final SkillRegistry registry;

    /** Reads the files of the skills at once. */
    SkillsReader(ConfigDocument document) {
        this.document = document;
        this.registry = SkillRegistry.withFolders(folders());
        for (SkillProblem problem : registry.problems()) {
            problems.add(
                    new ConfigProblem(
                            problem.source(), problem.line(), problem.column(), problem.message()));
        }
    }

    private List<Path> folders() {
        JsonNode list = document.at(FOLDERS);
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.path(i).isTextual() && !list.get(i).textValue().isEmpty()) {
                folder(FOLDERS.appendIndex(i), list.get(i).textValue(), folders);
            }
        }
        return folders;
    }

    private void folder(JsonPointer place, String name, List<Path> folders) {
        try {
            Path folder = document.folderOf(place).resolve(name).normalize();
            if (Files.isDirectory(folder)) {
                folders.add(folder);
            } else {
                problem(place, name, "which is no folder; it is looked for beside gorgon.yaml");
            }
        } catch (InvalidPathException e) {
            problem(place, name, "which cannot be the name of a folder");
        }
    }

    private void problem(JsonPointer place, String folder, String what) {
        problems.add(
                document.atValue(
                        place,
                        ConfigDocument.label(place)
                                + " names "
                                + QuotedText.of(folder)
                                + ", "
                                + what));
    }

    /** What the schema cannot see: folders that are not there, and skills that are wrong. */
    List<ConfigProblem> problems() {
        return problems;
    }

    SkillRegistry registry() {
        return registry;
    }

    /** The most tokens that an agent is told of its skills with. */
    int contextTokens() {
        JsonNode tokens = document.at(TOKENS);
        return (tokens.isNumber() ? tokens : Defaults.instance().skills().path("context_tokens"))
                .intValue();
    }
}
