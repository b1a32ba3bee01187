package io.gorgon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The Camel endpoints that steps of workflows may send to.
 *
 * @param allowed schemes such as {@code jms}, or beginnings of addresses such as {@code
 *     https://tickets.example.com/}; {@code *} for all
 * @param mode in {@code local}, what may leave the machine has to be allowed by name
 */
public record EndpointPolicy(List<String> allowed, Mode mode) {

    private static final String ALL = "*";
    private static final String WORKFLOWS = "direct:gorgon-workflow-";
    private static final String OWN = "direct:gorgon-";

    /** What stays in this application, or goes to its files and its log. */
    private static final Set<String> INSIDE =
            Set.of("direct", "seda", "disruptor", "log", "mock", "stub", "file", "gorgon-llm");

    /** What runs code that its address, a header or the body brings. */
    private static final Set<String> CODE =
            Set.of(
                    "bean",
                    "class",
                    "controlbus",
                    "docker",
                    "dynamic-router",
                    "exec",
                    "flatpack",
                    "freemarker",
                    "gorgon-step",
                    "groovy",
                    "jbang",
                    "jslt",
                    "jte",
                    "language",
                    "mustache",
                    "mvel",
                    "script",
                    "scheduler",
                    "ssh",
                    "string-template",
                    "thymeleaf",
                    "timer",
                    "velocity",
                    "wasm",
                    "xquery",
                    "xslt",
                    "xslt-saxon");

    /** Headers of Camel's, in small letters, that do not choose another destination. */
    private static final Set<String> PLAIN_HEADERS =
            Set.of(
                    "camelcharsetname",
                    "camelfilename",
                    "camelhttpmethod",
                    "camelhttppath",
                    "camelhttpquery");

    public EndpointPolicy {
        allowed = List.copyOf(allowed);
    }

    /**
     * Why a step may not send to an address.
     *
     * @return a sentence that says what to do; empty when it may
     */
    public Optional<String> refusal(String uri) {
        String address = uri.strip();
        String scheme = scheme(address);
        if (address.startsWith(OWN) && !address.startsWith(WORKFLOWS)) {
            return Optional.of("'" + OWN + "…' are Gorgon's own routes: use a step of type llm");
        }
        if (isAllowed(address, scheme) || INSIDE.contains(scheme)) {
            return Optional.empty();
        }
        if (CODE.contains(scheme)) {
            return Optional.of(notAllowed(scheme, "it can run code"));
        }
        return mode == Mode.LOCAL && !isThisMachine(address, scheme)
                ? Optional.of(notAllowed(scheme, "in mode local nothing may leave this machine"))
                : Optional.empty();
    }

    /**
     * Why a step may not set a header of Camel's. Some of them choose where a message goes,
     * whatever the address says: {@code CamelHttpUri}, {@code CamelJmsDestinationName}.
     *
     * @return a sentence that says what to do; empty when it may
     */
    public Optional<String> headerRefusal(String name) {
        String header = name.toLowerCase(Locale.ROOT);
        return !header.startsWith("camel")
                        || PLAIN_HEADERS.contains(header)
                        || allowed.contains(ALL)
                ? Optional.empty()
                : Optional.of(
                        "a step cannot set the header '%s', as it may lead the message elsewhere; who runs this installation can allow it with workflows.endpoints: [\"*\"] in gorgon.yaml"
                                .formatted(name));
    }

    private static String notAllowed(String scheme, String why) {
        return "endpoints '%s:' are not allowed here, as %s; who runs this installation can add '%s' to workflows.endpoints in gorgon.yaml"
                .formatted(scheme, why, scheme);
    }

    private boolean isAllowed(String address, String scheme) {
        return allowed.stream()
                .anyMatch(
                        each ->
                                each.equals(ALL)
                                        || each.equalsIgnoreCase(scheme)
                                        || each.indexOf(':') > 0 && address.startsWith(each));
    }

    private static String scheme(String address) {
        int colon = address.indexOf(':');
        return (colon < 0 ? address : address.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    private static boolean isThisMachine(String address, String scheme) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return false;
        }
        try {
            String host = new URI(address.split("\\?", 2)[0]).getHost();
            return host != null && HostKind.of(host) == HostKind.LOOPBACK;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
