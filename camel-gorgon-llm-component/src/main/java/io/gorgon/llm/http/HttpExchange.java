package io.gorgon.llm.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;

/** One request and its answer. One thread sends and reads; any thread may abort. */
public final class HttpExchange implements AutoCloseable {

    private final HttpExchanges exchanges;
    private final HttpUriRequestBase request;
    private ClassicHttpResponse response;
    private volatile LimitedInputStream body;

    HttpExchange(HttpExchanges exchanges, HttpUriRequestBase request) {
        this.exchanges = exchanges;
        this.request = request;
    }

    /**
     * Sends the request and waits for the head of the answer.
     *
     * @throws AddressForbiddenException if the server may not be connected to
     * @throws IOException if there is no answer, or the exchange was aborted
     */
    public void send() throws IOException {
        HttpHost target = exchanges.target();
        try {
            response = exchanges.client().executeOpen(target, request, null);
        } catch (IllegalStateException ended) {
            // what the client throws when an exchange is aborted while it connects
            throw new IOException(ended.getMessage(), ended);
        }
    }

    public int status() {
        return response.getCode();
    }

    /** The value of a header of the answer. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    /**
     * The answer while it arrives; empty when there is none.
     *
     * @param limit the most bytes that may be read
     * @param setting where the limit can be changed, for the message of the error
     */
    public InputStream body(long limit, String setting) throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
        body = new LimitedInputStream(content, limit, setting);
        return body;
    }

    /** Lets as many bytes be read as at the start; for bodies of many messages. */
    public void restartLimit() {
        body.restart();
    }

    /** Ends the exchange: who sends or reads gets an exception. */
    public void abort() {
        request.cancel();
    }

    /** Ends the exchange; a connection whose answer was read to its end stays open for others. */
    @Override
    public void close() {
        request.cancel();
        if (response != null) {
            try {
                response.close();
            } catch (IOException alreadyGone) {
                // the connection is closed, and that was the purpose
            }
        }
    }
}
