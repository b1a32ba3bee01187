package io.gorgon.llm.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes the addresses that the clients of providers and tools turn to, at the place where they are
 * checked: before a connection is made, whether it then comes about or not. Thread-safe.
 */
public final class NetworkContacts implements AutoCloseable {

    private static final List<NetworkContacts> OPEN = new CopyOnWriteArrayList<>();

    private final Set<String> thisMachine = new ConcurrentSkipListSet<>();
    private final Set<String> elsewhere = new ConcurrentSkipListSet<>();
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    private NetworkContacts() {}

    /** Notes all addresses from now on, until it is closed. */
    public static NetworkContacts record() {
        NetworkContacts contacts = new NetworkContacts();
        OPEN.add(contacts);
        return contacts;
    }

    static void permitted(InetAddress address) {
        for (NetworkContacts open : OPEN) {
            (address.isLoopbackAddress() ? open.thisMachine : open.elsewhere)
                    .add(address.getHostAddress());
        }
    }

    /** A host whose address may be any. */
    static void unchecked(String host) {
        OPEN.forEach(open -> open.elsewhere.add(host));
    }

    static void refused(String host) {
        OPEN.forEach(open -> open.refused.add(host));
    }

    /** Addresses of this machine. */
    public Set<String> thisMachine() {
        return new TreeSet<>(thisMachine);
    }

    /** Addresses of other machines, and hosts whose addresses were not checked. */
    public Set<String> elsewhere() {
        return new TreeSet<>(elsewhere);
    }

    /** Hosts that nothing was sent to, as they are not where they may be. */
    public Set<String> refused() {
        return new TreeSet<>(refused);
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }
}
