package io.gorgon.examples;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The routes of an example, running. */
final class RunningExample implements AutoCloseable {

    private final Main main = new Main();
    private final ProducerTemplate template;

    /**
     * @param properties what the routes find under these names in their environment
     */
    RunningExample(String routes, Path config, Map<String, String> properties) {
        main.configure().withRoutesIncludePattern("file:" + routes);
        main.addInitialProperty("camel.component.gorgon-llm.config", config.toString());
        properties.forEach(main::addOverrideProperty);
        main.start();
        template = main.getCamelContext().createProducerTemplate();
    }

    /** Without routes. */
    RunningExample(Path config) {
        main.configure().withRoutesIncludePattern("false");
        main.addInitialProperty("camel.component.gorgon-llm.config", config.toString());
        main.start();
        template = main.getCamelContext().createProducerTemplate();
    }

    /** Loads a file as Camel does when it appears in a folder that is watched. */
    void load(String file) throws Exception {
        Resource resource =
                ResourceHelper.resolveMandatoryResource(main.getCamelContext(), "file:" + file);
        PluginHelper.getRoutesLoader(main.getCamelContext()).loadRoutes(resource);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Asks and fails when the exchange did. */
    Exchange ask(String uri, String body, Map<String, Object> headers) {
        Exchange exchange =
                template.request(
                        uri,
                        it -> {
                            it.getMessage().setBody(body);
                            headers.forEach(it.getMessage()::setHeader);
                        });
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange;
    }

    /** Who answered. */
    static String provider(Exchange answer) {
        return answer.getMessage().getHeader("CamelGorgonLlmProvider", String.class);
    }

    @Override
    public void close() {
        template.stop();
        main.stop();
    }
}
