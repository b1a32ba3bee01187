package io.gorgon.camel.llm;

import io.gorgon.llm.LlmResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with Gorgon in it, configured by a file as users do. */
final class GorgonCamel implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    /** With this gorgon.yaml. */
    static GorgonCamel with(Path folder, String yaml) {
        GorgonCamel gorgon = new GorgonCamel();
        try {
            Path file = Files.writeString(folder.resolve("gorgon.yaml"), yaml);
            gorgon.component().setConfig(file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gorgon;
    }

    /** With the mock as the only provider, answering by this script. */
    static GorgonCamel withMock(Path folder, String script) {
        try {
            Files.writeString(folder.resolve("script.yaml"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with(
                folder,
                """
                llm:
                  mode: local
                  providers:
                    mock:
                      script: script.yaml
                """);
    }

    GorgonCamel routes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    GorgonCamel start() {
        context.start();
        template = context.createProducerTemplate();
        return this;
    }

    DefaultCamelContext context() {
        return context;
    }

    GorgonLlmComponent component() {
        return context.getComponent("gorgon-llm", GorgonLlmComponent.class);
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
                });
    }

    /** Sends and fails when the exchange did. */
    Object ask(String uri, Object body) {
        Exchange exchange = send(uri, body, Map.of());
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getBody();
    }

    LlmResponse response(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = send(uri, body, headers);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getBody(LlmResponse.class);
    }

    @Override
    public void close() {
        context.stop();
    }
}
