package io.gorgon.skill;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where relative paths and those of the home start.
 *
 * @param home the home of the user; absolute
 * @param workingFolder where relative paths start; absolute
 */
public record Places(Path home, Path workingFolder) {

    private static final int MOST_LINKS = 40;
    private static final Pattern HOME = Pattern.compile("^(?:~|\\$HOME\\b|\\$\\{HOME})(?=/|$)");
    private static final Pattern HOME_OF = Pattern.compile("^~([A-Za-z0-9._-]+)(?=/|$)");

    public Places {
        home = Objects.requireNonNull(home, "home").toAbsolutePath().normalize();
        workingFolder = workingFolder.toAbsolutePath();
    }

    /** The home of the user of this process, and the folder that it was started in. */
    public static Places ofThisProcess() {
        return new Places(Path.of(System.getProperty("user.home")), Path.of(""));
    }

    /** The same home with another working folder. */
    public Places in(Path folder) {
        return new Places(home, workingFolder.resolve(folder));
    }

    /** The path with its home written out. */
    String expandHome(String path) {
        Matcher own = HOME.matcher(path);
        if (own.find()) {
            return home + path.substring(own.end());
        }
        Matcher other = HOME_OF.matcher(path);
        if (!other.find()) {
            return path;
        }
        Path folder =
                other.group(1).equals("root")
                        ? Path.of("/root")
                        : home.resolveSibling(other.group(1));
        return folder + path.substring(other.end());
    }

    /** The path as text says it: absolute, without dots and double slashes; no link is followed. */
    Path absolute(String path) {
        return workingFolder.resolve(expandHome(path)).normalize();
    }

    /**
     * The path as the operating system would find it: each link on the way is followed, and two
     * dots go up from where it leads. What is not there stays as it is written.
     *
     * @throws IOException if links go in a circle, or cannot be read
     */
    Path resolved(String path) throws IOException {
        Path start = workingFolder.resolve(expandHome(path));
        Deque<Path> names = new ArrayDeque<>();
        start.forEach(names::add);
        Path at = start.getRoot();
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.poll().toString();
            if (name.equals("..")) {
                at = at.getParent() == null ? at : at.getParent();
            } else if (!name.equals(".") && !name.isEmpty()) {
                Path next = at.resolve(name);
                if (!Files.isSymbolicLink(next)) {
                    at = next;
                    continue;
                }
                if (++links > MOST_LINKS) {
                    throw new FileSystemLoopException(path);
                }
                Path target = Files.readSymbolicLink(next);
                Deque<Path> more = new ArrayDeque<>();
                target.forEach(more::add);
                more.descendingIterator().forEachRemaining(names::addFirst);
                at = target.isAbsolute() ? target.getRoot() : at;
            }
        }
        return at;
    }
}
