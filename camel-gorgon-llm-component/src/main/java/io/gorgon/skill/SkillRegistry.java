package io.gorgon.skill;

import io.gorgon.yaml.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The skills of an installation, in a fixed order. Immutable.
 *
 * <p>A skill that is wrong is not in it, also not the shipped one of the same name: it would have
 * other rules than those that somebody wrote. {@link #problems()} tells what is wrong.
 */
public final class SkillRegistry {

    private final Map<String, Skill> byName;
    private final List<SkillProblem> problems;

    private SkillRegistry(Map<String, Skill> byName, List<SkillProblem> problems) {
        this.byName = new LinkedHashMap<>(byName);
        this.problems = List.copyOf(problems);
    }

    private static final class Holder {
        static final SkillRegistry SHIPPED = read(List.of(SkillFiles.inJar("skills")));
    }

    /** Those that ship with Gorgon. */
    public static SkillRegistry shipped() {
        return Holder.SHIPPED;
    }

    /** A registry of these skills and no others. */
    public static SkillRegistry of(Collection<Skill> skills) {
        Map<String, Skill> byName = new LinkedHashMap<>();
        skills.forEach(skill -> byName.put(skill.name(), skill));
        return new SkillRegistry(byName, List.of());
    }

    /**
     * Those that ship with Gorgon, and those in folders. A folder holds a folder for each skill, or
     * a registry.yaml that lists them. Of two skills with one name the later counts, so that a
     * folder stands above what ships, and above the folders before it.
     */
    public static SkillRegistry withFolders(List<Path> folders) {
        List<SkillFiles> all = new ArrayList<>();
        all.add(SkillFiles.inJar("skills"));
        folders.forEach(folder -> all.add(SkillFiles.in(folder)));
        return read(all);
    }

    private static SkillRegistry read(List<SkillFiles> all) {
        Map<String, Skill> byName = new LinkedHashMap<>();
        List<SkillProblem> problems = new ArrayList<>();
        for (SkillFiles files : all) {
            SkillListing listing = new SkillListing(files);
            for (String folder : listing.folders()) {
                SkillReader reader = new SkillReader(files, folder);
                reader.read().ifPresent(skill -> byName.put(skill.name(), skill));
                problems.addAll(reader.problems());
                if (!reader.problems().isEmpty()) {
                    byName.remove(folder.substring(folder.lastIndexOf('/') + 1));
                }
            }
            problems.addAll(listing.problems());
        }
        return new SkillRegistry(byName, problems);
    }

    /**
     * The skill of a name.
     *
     * @param name null finds none
     */
    public Optional<Skill> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all skills, in their order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** All skills, in their order. */
    public List<Skill> all() {
        return List.copyOf(byName.values());
    }

    /** The name that somebody likely meant; empty when none is near enough. */
    public Optional<String> nearest(String name) {
        return Nearest.of(name, byName.keySet());
    }

    /** All that is wrong in the files, in the order in which they were read. */
    public List<SkillProblem> problems() {
        return problems;
    }
}
