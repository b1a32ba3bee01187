package io.gorgon.skill;

import io.gorgon.skill.Violation.Action;
import io.gorgon.skill.Violation.Kind;
import io.gorgon.yaml.QuotedText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Checks operations and answers against the rules of skills. Immutable and thread-safe. Fails
 * closed: what cannot be checked counts as forbidden.
 *
 * <p>The check is of what is concretely going to be done, with all values in it. It sees paths, not
 * what programs do with them: a script that puts a path together as it runs is beyond it, which is
 * what the votes and the limits of the shell are for.
 */
public final class SkillEnforcer {

    private final List<Skill> skills;
    private final Places places;

    /**
     * @param skills whose rules count
     */
    public SkillEnforcer(Collection<Skill> skills, Places places) {
        this.skills = List.copyOf(skills);
        this.places = places;
    }

    /** The same rules where relative paths start in another folder. */
    public SkillEnforcer in(Path folder) {
        return new SkillEnforcer(skills, places.in(folder));
    }

    /**
     * Checks a text that is not run, such as the answer of a model. A blocked pattern blocks; a
     * protected path is a warning, as to mention a path is not to touch it.
     *
     * @param text null is allowed, like an empty one
     */
    public Enforcement checkText(String text) {
        return text == null
                ? new Enforcement(List.of())
                : check(List.of(text), PathWords.inText(text), Action.WARN);
    }

    /**
     * Checks a command before it is run: blocked patterns in it, as it is written and as a shell
     * reads it, and protected paths among its words, of which each blocks.
     *
     * @param command with all values in it
     */
    public Enforcement checkCommand(String command) {
        String unquoted = command.replaceAll("[\"'\\\\]", "");
        return check(List.of(command, unquoted), PathWords.inCommand(command), Action.BLOCK);
    }

    /** Checks the paths that an operation will touch; each protected one blocks. */
    public Enforcement checkPaths(Collection<String> paths) {
        return check(paths, paths, Action.BLOCK);
    }

    private Enforcement check(
            Collection<String> texts, Collection<String> paths, Action actionOfPaths) {
        List<Violation> violations = new ArrayList<>();
        for (Skill skill : skills) {
            for (BlockedPattern pattern : skill.blockedPatterns()) {
                texts.forEach(text -> pattern(skill, pattern, text).ifPresent(violations::add));
            }
        }
        paths.forEach(path -> path(path, actionOfPaths, violations));
        return new Enforcement(violations);
    }

    private static Optional<Violation> pattern(Skill skill, BlockedPattern pattern, String text) {
        Optional<Boolean> occurs = pattern.occursIn(text);
        if (occurs.isPresent() && !occurs.get()) {
            return Optional.empty();
        }
        Kind kind = occurs.isPresent() ? Kind.BLOCKED_PATTERN : Kind.NOT_CHECKED;
        String what =
                occurs.isPresent()
                        ? " forbids what matches "
                        : " could not check, as it takes too long, the pattern ";
        return Optional.of(
                new Violation(
                        kind,
                        Action.BLOCK,
                        skill.name(),
                        pattern.toString(),
                        "the skill '" + skill.name() + "'" + what + quoted(pattern.toString())));
    }

    private void path(String path, Action action, List<Violation> violations) {
        Path written = null;
        Path found = null;
        try {
            written = places.absolute(path);
            found = places.resolved(path);
        } catch (IOException | InvalidPathException | SecurityException notFollowed) {
            // told with each rule, as it then cannot be checked
        }
        for (Skill skill : skills) {
            for (ProtectedPath rule : skill.protectedPaths()) {
                Kind kind = found == null ? Kind.NOT_CHECKED : kind(rule, path, written, found);
                if (kind != null) {
                    violations.add(violation(skill, rule, path, kind, action));
                }
            }
        }
    }

    /** How a path breaks a rule; null if it does not. */
    private Kind kind(ProtectedPath rule, String path, Path written, Path found) {
        try {
            boolean covered = rule.covers(written, places) || rule.covers(found, places);
            return covered || couldBe(rule, path) ? Kind.PROTECTED_PATH : null;
        } catch (IOException | SecurityException notReadable) {
            return Kind.NOT_CHECKED;
        }
    }

    /** Whether wildcards of a shell could make the path one that is protected. */
    private boolean couldBe(ProtectedPath rule, String path) {
        String wildcards = path.replaceAll("\\[[^\\]/]*]", "?");
        return (wildcards.indexOf('*') >= 0 || wildcards.indexOf('?') >= 0)
                && rule.couldBeMeantBy(places.absolute(wildcards), places);
    }

    private static Violation violation(
            Skill skill, ProtectedPath rule, String path, Kind kind, Action action) {
        String message =
                kind == Kind.PROTECTED_PATH
                        ? " protects " + quoted(rule.written()) + ", and this is " + quoted(path)
                        : " could not check the path "
                                + quoted(path)
                                + ": it is no path, or its links cannot be followed";
        return new Violation(
                kind,
                action,
                skill.name(),
                rule.written(),
                "the skill '" + skill.name() + "'" + message);
    }

    private static String quoted(String text) {
        return QuotedText.of(text);
    }
}
