package io.gorgon.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Shows that a process lives: a file of its own that it keeps locked. The operating system gives
 * the lock back when the process ends, however it ends, so others know at once.
 */
public final class OwnerFile implements AutoCloseable {

    /** The same for all class loaders of this JVM. */
    private static final String JVM =
            (String)
                    System.getProperties()
                            .computeIfAbsent("io.gorgon.jvm", name -> UUID.randomUUID().toString());

    private final String id;
    private final Path file;
    private final FileChannel channel;

    private OwnerFile(String id, Path file, FileChannel channel) {
        this.id = id;
        this.file = file;
        this.channel = channel;
    }

    /**
     * Makes and locks a file beside the state file.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if it cannot
     */
    public static OwnerFile create(Path stateFile) {
        String id = UUID.randomUUID().toString();
        Path file = fileOf(stateFile, id);
        try {
            if (!Files.isDirectory(file.getParent())) {
                Files.createDirectories(file.getParent(), StateFile.ownerOnly("rwx------"));
            }
            FileChannel channel =
                    FileChannel.open(
                            file,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            StateFile.ownerOnly("rw-------"));
            if (channel.tryLock() == null) {
                channel.close();
                throw StateFile.unusable(stateFile, file + " is locked by someone else", null);
            }
            return new OwnerFile(id, file, channel);
        } catch (IOException e) {
            throw StateFile.unusable(stateFile, "the lock " + file + " cannot be made", e);
        }
    }

    private static Path fileOf(Path stateFile, String id) {
        return stateFile.resolveSibling(stateFile.getFileName() + ".owners").resolve(id + ".lock");
    }

    public String id() {
        return id;
    }

    /** Names this JVM; to be kept with the id, and given to {@link #isDead}. */
    public static String jvm() {
        return JVM;
    }

    /**
     * Whether an owner's process has ended.
     *
     * @param jvm the owner's JVM. One that lives in this JVM is never asked for its lock: opening
     *     and closing the file would give the lock back (POSIX, fcntl).
     */
    public static boolean isDead(Path stateFile, String id, String jvm) {
        Path file = fileOf(stateFile, id);
        if (JVM.equals(jvm)) {
            return !Files.exists(file);
        }
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return !Files.exists(file);
        }
    }

    /** Removes the file of a dead owner. */
    public static void remove(Path stateFile, String id) {
        try {
            Files.deleteIfExists(fileOf(stateFile, id));
        } catch (IOException e) {
            // an empty file that nobody asks for does no harm
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the same
        }
    }
}
