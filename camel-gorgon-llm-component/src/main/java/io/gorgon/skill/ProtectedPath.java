package io.gorgon.skill;

import io.gorgon.text.GuardedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path that no operation may touch, with all that is under it. Immutable.
 *
 * <p>As it is written: {@code /etc/shadow} and {@code ~/.ssh} are one place; {@code .env} and
 * {@code *.pem}, without a slash, are each file or folder of that name anywhere; {@code
 * config/secrets} is those two names after each other anywhere. {@code *} stands for any
 * characters, slashes included, and {@code ?} for one other than a slash.
 *
 * @param written as the skill has it; never blank
 */
public record ProtectedPath(String written) {

    public ProtectedPath {
        if (written == null || written.isBlank() || written.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a protected path needs a path");
        }
    }

    /**
     * Whether it covers a path.
     *
     * @param path absolute and normalised
     * @param places where the user's home is
     */
    boolean covers(Path path, Places places) throws IOException {
        Pattern names = pattern(places);
        for (Path at = path; at != null; at = at.getParent()) {
            if (GuardedPattern.find(at.toString(), names).orElse(true) || isSame(at, places)) {
                return true;
            }
        }
        return false;
    }

    /** The whole place, when it is one and not many. */
    private Path place(Places places) {
        String expanded = places.expandHome(written);
        return expanded.startsWith("/") && !expanded.matches(".*[*?].*")
                ? places.absolute(expanded)
                : null;
    }

    /**
     * Whether both are one file under two names: another case where the file system does not tell
     * cases apart, a link, a second mount.
     */
    private boolean isSame(Path path, Places places) throws IOException {
        Path place = place(places);
        return place != null
                && place.getNameCount() > 0
                && Files.exists(place)
                && Files.exists(path)
                && Files.isSameFile(place, path);
    }

    /** Whether a word with shell wildcards could be expanded to this place, or to one under it. */
    boolean couldBeMeantBy(Path wildcards, Places places) {
        Path place = place(places);
        if (place == null || wildcards.getNameCount() < place.getNameCount()) {
            return false;
        }
        for (int i = 0; i < place.getNameCount(); i++) {
            Pattern name = Pattern.compile(regex(wildcards.getName(i).toString(), "[^/]*"));
            if (!name.matcher(place.getName(i).toString()).matches()) {
                return false;
            }
        }
        return true;
    }

    private Pattern pattern(Places places) {
        String expanded = places.expandHome(written);
        if (expanded.startsWith("/")) {
            return Pattern.compile("^" + regex(places.absolute(expanded).toString(), ".*") + "$");
        }
        String relative = Path.of(expanded).normalize().toString();
        return Pattern.compile("(?:^|/)" + regex(relative, ".*") + "$");
    }

    private static String regex(String glob, String star) {
        StringBuilder regex = new StringBuilder();
        List<String> parts = List.of(glob.replaceAll("\\*+", "*").split("(?<=[*?])|(?=[*?])"));
        for (String part : parts) {
            switch (part) {
                case "*" -> regex.append(star);
                case "?" -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(part));
            }
        }
        return regex.toString();
    }

    @Override
    public String toString() {
        return written;
    }
}
