package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/** Makes the state file, readable for its owner only, where SQLite can work with it. */
final class StateFile {

    /** By the names that Linux, macOS and Windows give them. */
    private static final Set<String> NETWORK =
            Set.of(
                    "nfs",
                    "nfs3",
                    "nfs4",
                    "cifs",
                    "smb",
                    "smb2",
                    "smb3",
                    "smbfs",
                    "afpfs",
                    "webdav",
                    "9p",
                    "afs",
                    "ncpfs",
                    "fuse.sshfs",
                    "fuse.glusterfs",
                    "glusterfs",
                    "ceph",
                    "fuse.ceph",
                    "lustre",
                    "gpfs",
                    "beegfs");

    private StateFile() {}

    /**
     * @throws StateUnavailableException with what is wrong and what to set instead
     */
    static void prepare(Path file) {
        try {
            Path folder = file.getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
            refuseNetwork(file, folder);
            if (Files.isDirectory(file)) {
                throw unusable(file, "it is a folder", null);
            }
            if (!Files.exists(file)) {
                create(file);
            }
            if (!Files.isWritable(file) || !Files.isWritable(folder)) {
                throw unusable(file, "it or its folder cannot be written to", null);
            }
        } catch (AccessDeniedException e) {
            throw unusable(file, "permission is denied", e);
        } catch (IOException e) {
            throw unusable(file, e.getClass().getSimpleName() + " at " + e.getMessage(), e);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException another) {
            // another process was as quick
        }
    }

    static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    /** The write-ahead log of SQLite needs memory that all processes share, so one host. */
    private static void refuseNetwork(Path file, Path folder) throws IOException {
        String type = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
        if (NETWORK.contains(type)) {
            throw unusable(
                    file, "it is on a network file system (" + type + ") and may be damaged", null);
        }
    }

    static StateUnavailableException unusable(Path file, String why, Throwable cause) {
        return new StateUnavailableException(
                "the state file "
                        + file
                        + " cannot be used: "
                        + why
                        + "; set state.url in gorgon.yaml to sqlite: and a path on a disk of this"
                        + " machine, or to memory",
                cause);
    }
}
