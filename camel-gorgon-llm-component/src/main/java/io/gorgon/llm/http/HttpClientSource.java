package io.gorgon.llm.http;

import org.apache.hc.client5.http.classic.HttpClient;

/** Where the HTTP client of a provider comes from; whoever made it closes it. */
@FunctionalInterface
public interface HttpClientSource {

    /** Opens a client that neither retries nor follows redirects. */
    HttpClient open(HttpClientSettings settings);
}
