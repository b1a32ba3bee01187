package io.gorgon.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a provider.
 *
 * @param uri http or https, with a host, without user, query, fragment and trailing slash
 * @param host what its host is
 */
record BaseUrl(URI uri, HostKind host) {

    private static final int MAX_PORT = 65535;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the key's name;
     *     it holds nothing of the text, which may hold a password
     */
    static BaseUrl parse(String text) {
        String stripped = text.strip();
        if (!stripped.matches("(?i)https?://.*")) {
            throw new IllegalArgumentException(
                    "must start with http:// or https://, as in http://localhost:11434");
        }
        if (stripped.matches("[^/]*//[^/?#]*@.*")) {
            throw new IllegalArgumentException(
                    "must not hold a user or a password; put the key into an environment variable"
                            + " and name that variable in api_key_env");
        }
        URI uri = uri(stripped.replaceAll("/+$", ""));
        if (uri.getHost() == null || uri.getPort() > MAX_PORT || uri.getPort() == 0) {
            throw new IllegalArgumentException(
                    "has no host and port that can be used; a host is a name of letters, digits,"
                            + " '-' and '.', or a whole IP address, a port is 1 to 65535");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must end with the path, without '?' and '#'");
        }
        return new BaseUrl(uri, HostKind.of(uri.getHost()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException withTheText) {
            throw new IllegalArgumentException("is not a URL, as http://localhost:11434 is one");
        }
    }

    boolean encrypted() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    boolean hasHost(String name) {
        return uri.getHost().equalsIgnoreCase(name);
    }
}
