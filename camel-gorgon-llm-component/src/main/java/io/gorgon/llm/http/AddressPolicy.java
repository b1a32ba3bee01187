package io.gorgon.llm.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Which addresses a provider may be at. The resolved address decides, never the name. */
public enum AddressPolicy {
    /** This machine only. */
    LOOPBACK,
    /** This machine or a private network (RFC 1918, RFC 4193, RFC 6598, link-local). */
    PRIVATE,
    /** Any address. */
    ANYWHERE;

    /**
     * The address to connect to.
     *
     * @return the first address of the host; empty when this policy forbids at least one of them
     * @throws UnknownHostException if the name has no address
     */
    public Optional<InetAddress> resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!permits(address)) {
                NetworkContacts.refused(host);
                return Optional.empty();
            }
        }
        NetworkContacts.permitted(addresses[0]);
        return Optional.of(addresses[0]);
    }

    public boolean permits(InetAddress address) {
        return switch (this) {
            case ANYWHERE -> true;
            case LOOPBACK -> address.isLoopbackAddress();
            case PRIVATE -> address.isLoopbackAddress() || isPrivate(address);
        };
    }

    private static boolean isPrivate(InetAddress address) {
        if (address.isSiteLocalAddress() || address.isLinkLocalAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return (bytes[0] & 0xfe) == 0xfc;
        }
        return (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    }
}
