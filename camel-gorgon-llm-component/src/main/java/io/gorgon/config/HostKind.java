package io.gorgon.config;

import io.gorgon.llm.http.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the host of an address tells by itself, without asking a name server. */
enum HostKind {
    /** This machine: {@code localhost}, a name under it (RFC 6761), or a loopback address. */
    LOOPBACK,
    /** An address of a private network. */
    PRIVATE,
    /** An address of the public network. */
    PUBLIC,
    /** A name that may stand for any address. */
    NAME;

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 =
            Pattern.compile(
                    "(?:(?:25[0-5]|2[0-4][0-9]|1?[1-9][0-9]|1[0-9][0-9]|[0-9])(?:\\.(?!$)|$)){4}");

    /**
     * The kind of a host.
     *
     * @param host as {@link java.net.URI#getHost()} gives it
     * @throws IllegalArgumentException with a sentence, if it is an address that nothing can be at
     */
    static HostKind of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (plain.equals("localhost") || plain.endsWith(".localhost")) {
            return LOOPBACK;
        }
        boolean literal = plain.startsWith("[") || IPV4.matcher(plain).matches();
        if (!literal) {
            if (NUMBERS.matcher(plain).matches()) {
                throw new IllegalArgumentException(
                        "has a host that is no plain IPv4 address; write four numbers from 0 to 255"
                                + " without leading zeros");
            }
            return NAME;
        }
        InetAddress address = address(plain);
        if (address.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "has an address that servers listen on but nobody can call; use 127.0.0.1 for"
                            + " this machine");
        }
        if (AddressPolicy.LOOPBACK.permits(address)) {
            return LOOPBACK;
        }
        return AddressPolicy.PRIVATE.permits(address) ? PRIVATE : PUBLIC;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("has a host that is no IPv6 address", notAnAddress);
        }
    }
}
