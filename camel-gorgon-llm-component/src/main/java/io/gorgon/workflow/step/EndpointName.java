package io.gorgon.workflow.step;

import io.gorgon.llm.http.Redaction;
import java.util.regex.Pattern;

/** Addresses of Camel endpoints as people may see them. */
public final class EndpointName {

    private static final Pattern USER = Pattern.compile("//[^/]*@");

    private EndpointName() {}

    /**
     * An address without its parameters and without a user, as both may hold a password.
     *
     * @param uri may be null
     * @return one line of at most 300 characters; empty for null
     */
    public static String of(String uri) {
        if (uri == null) {
            return "";
        }
        String address = uri.split("\\?", 2)[0];
        return Redaction.line(USER.matcher(address).replaceAll("//"));
    }
}
