package io.gorgon.skill;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.skill.SkillFiles.SkillFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which folders hold skills: those that {@code registry.yaml} lists with the status {@code active},
 * which is the default; without that file, all that hold a {@code schema.yaml}.
 */
final class SkillListing {

    private static final String REGISTRY = "registry.yaml";
    private static final JsonPointer SKILLS = SkillReader.at("skills");

    private final SkillFiles files;
    private final List<SkillProblem> problems = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();

    SkillListing(SkillFiles files) {
        this.files = files;
        String what = REGISTRY;
        try {
            String registry = files.read(REGISTRY).orElse(null);
            if (registry == null) {
                what = "";
                folders.addAll(files.folders());
            } else {
                SkillDocument.parse(files.label(REGISTRY), registry, problems)
                        .ifPresent(this::list);
            }
        } catch (SkillFileException e) {
            problems.add(new SkillProblem(files.label(what), 0, 0, e.getMessage()));
        }
    }

    /** Relative to the files. */
    List<String> folders() {
        return folders;
    }

    List<SkillProblem> problems() {
        return problems;
    }

    private void list(SkillDocument registry) {
        JsonNode skills = registry.at(SKILLS);
        if (!skills.isArray()) {
            registry.problem(SKILLS, "skills must be a list of skills, each with a path");
            return;
        }
        for (int i = 0; i < skills.size(); i++) {
            JsonPointer place = SKILLS.appendIndex(i);
            JsonPointer path = place.appendProperty("path");
            String folder = registry.text(path, "");
            if (!registry.text(place.appendProperty("status"), "active").equals("active")) {
                continue;
            }
            if (folder.isEmpty()) {
                registry.problem(place, SkillDocument.label(place) + " has no path");
            } else if (leaves(folder)) {
                registry.problem(
                        path,
                        SkillDocument.label(path) + " must stay inside the folder of this file");
            } else {
                folders.add(Path.of(folder).normalize().toString());
            }
        }
    }

    private static boolean leaves(String folder) {
        return folder.indexOf('\0') >= 0
                || folder.startsWith("/")
                || Path.of(folder).normalize().startsWith("..");
    }
}
