package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.gorgon.camel.workflow.StepBreakers;
import io.gorgon.yaml.PositionedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.support.ResourceHelper;

/** A compiled text in a Camel context of its own, in which no endpoint does anything. */
final class LoadedRoute implements AutoCloseable {

    private static final JsonSchema CAMEL = schema();

    private final CamelContext context = new DefaultCamelContext();

    LoadedRoute(String text) throws Exception {
        context.addComponent("gorgon-step", new Silent());
        context.addComponent("jms", new Silent());
        if (context.getRegistry().lookupByName("gorgonStepBreakers") == null) {
            context.getRegistry().bind("gorgonStepBreakers", new StepBreakers());
        }
        for (String language : new String[] {"gorgon-items", "gorgon-shell"}) {
            if (getClass().getResource("/META-INF/services/org/apache/camel/language/" + language)
                    == null) {
                context.getRegistry().bind(language + "-language", new TextAsItIs());
            }
        }
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("compiled.camel.yaml", text));
        context.start();
    }

    CamelContext context() {
        return context;
    }

    <T> T bean(String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** What Camel's own schema of its YAML says of a text. */
    static Set<ValidationMessage> schemaProblems(String text) {
        return CAMEL.validate(PositionedYaml.parse(text).tree());
    }

    private static JsonSchema schema() {
        try (InputStream schema =
                LoadedRoute.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(new ObjectMapper().readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Silent extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(
                String uri, String remaining, Map<String, Object> parameters) {
            parameters.clear();
            return new ProcessorEndpoint(uri, this, exchange -> {});
        }
    }

    private static final class TextAsItIs implements Language {
        @Override
        public Predicate createPredicate(String expression) {
            throw new UnsupportedOperationException(expression);
        }

        @Override
        public Expression createExpression(String expression) {
            return new ExpressionAdapter() {
                @Override
                public Object evaluate(Exchange exchange) {
                    return expression;
                }
            };
        }
    }
}
