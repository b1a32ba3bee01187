package io.gorgon.state;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is called, from the machine itself where it says so: nobody is asked. */
final class HostName {

    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
    private static final String WINDOWS = "COMPUTERNAME";

    private HostName() {}

    static String get() {
        try {
            String name = Files.readString(LINUX).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException otherSystem) {
            // asked below
        }
        String name = System.getenv(WINDOWS);
        return name == null || name.isBlank() ? lookedUp() : name;
    }

    private static String lookedUp() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
