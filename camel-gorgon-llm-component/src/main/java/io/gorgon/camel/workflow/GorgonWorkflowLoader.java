package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.WorkflowProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Camel load workflows, files {@code *.gorgon.yaml}, wherever it loads route files. A workflow
 * answers on {@code direct:gorgon-workflow-ID}.
 *
 * <p>In the registry, so that it is asked for every extension: what Camel takes for the extension
 * of {@code code.review.gorgon.yaml} is {@code review.gorgon.yaml}.
 */
public final class GorgonWorkflowLoader extends ServiceSupport implements RoutesBuilderLoader {

    /** Its name in the registry. */
    static final String NAME = "gorgonWorkflowLoader";

    private static final Logger LOG = LoggerFactory.getLogger(GorgonWorkflowLoader.class);
    private static final List<String> EXTENSIONS = List.of("gorgon.yaml", "gorgon.yml");

    private CamelContext camelContext;

    @Override
    public String getSupportedExtension() {
        return EXTENSIONS.get(0);
    }

    @Override
    public boolean isSupportedExtension(String extension) {
        return EXTENSIONS.stream()
                .anyMatch(each -> extension.equals(each) || extension.endsWith("." + each));
    }

    /**
     * @throws io.gorgon.workflow.parse.InvalidWorkflowException with all that is wrong, if it
     *     cannot be run
     */
    @Override
    public RoutesBuilder loadRoutesBuilder(Resource resource) throws Exception {
        Workflows workflows = workflows(camelContext);
        ParsedWorkflow parsed =
                workflows.read(fileName(resource), text(resource), Set.of()).orThrow(false);
        for (WorkflowProblem warning : parsed.warnings(false)) {
            LOG.warn("{}", warning);
        }
        WorkflowRuntime.of(camelContext).workflows().offer(parsed.workflow(), fileName(resource));
        RoutesBuilder routes =
                routes(camelContext, workflows.compile(parsed.workflow()), parsed.workflow().id());
        // so that Camel knows what to take away when the file has changed
        ResourceAware.trySetResource(routes, resource);
        return routes;
    }

    /** What reads workflows by the configuration of a context. */
    static Workflows workflows(CamelContext camelContext) {
        return new Workflows(
                WorkflowRuntime.of(camelContext).types(), GorgonLlm.config(camelContext));
    }

    /** Camel's own loader reads the compiled text. */
    static RoutesBuilder routes(CamelContext camelContext, String yaml, String id)
            throws Exception {
        Resource compiled = ResourceHelper.fromString("gorgon-workflow-" + id + ".yaml", yaml);
        return PluginHelper.getRoutesLoader(camelContext)
                .findRoutesBuilders(compiled)
                .iterator()
                .next();
    }

    private static String fileName(Resource resource) {
        String location = resource.getLocation();
        int scheme = location.indexOf(':');
        String path = scheme > 1 ? location.substring(scheme + 1) : location;
        return FileUtil.stripPath(path);
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
