package io.gorgon.camel.llm;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code gorgon-llm} endpoints. */
@Component(GorgonLlmComponent.SCHEME)
public class GorgonLlmComponent extends DefaultComponent {

    static final String SCHEME = "gorgon-llm";

    /** Where every call enters the routes. */
    static final String ENTRY_URI = "direct:gorgon-governed";

    @Metadata(
            description =
                    "The gorgon.yaml to read. Without it: the file that the environment variable GORGON_CONFIG names,"
                            + " else gorgon.yaml in the working directory, else the built-in defaults.")
    private String config;

    @Metadata(
            description = "Where calls may go, instead of what gorgon.yaml says.",
            enums = "local,cloud,hybrid")
    private String mode;

    @Metadata(
            label = "advanced",
            defaultValue = "false",
            description = "Answers everything with the built-in mock, whatever gorgon.yaml says.")
    private boolean mockOnly;

    @Metadata(
            label = "advanced",
            description =
                    "Values that stand above gorgon.yaml, by their path in it, such as llm.providers.ollama.base_url.")
    private Map<String, String> settings = new HashMap<>();

    @Metadata(
            label = "advanced",
            defaultValue = "classpath:io/gorgon/routes/*.camel.yaml",
            description =
                    "Gorgon's own routes. A route of the application takes the place of one of these that is from the same endpoint.")
    private String routes = "classpath:io/gorgon/routes/*.camel.yaml";

    @Metadata(
            label = "advanced",
            description =
                    "Keeps every call with local providers, whatever the mode permits; the text says why, for people.")
    private String forceLocal;

    @Metadata(
            label = "advanced",
            defaultValue = "memory",
            description =
                    "Where budgets are kept when gorgon.yaml does not say it (state.url): memory, or sqlite: and the path"
                            + " of a file that processes share.")
    private String defaultStateUrl = "memory";

    @Metadata(
            label = "advanced",
            description =
                    "Names the application where several share a database: each goes on with its own runs after it has died."
                            + " Without it: the name of the Camel context. none: its runs go on only when somebody says so.")
    private String application;

    @Metadata(description = "Defaults for all endpoints.")
    private GorgonLlmConfiguration configuration = new GorgonLlmConfiguration();

    public GorgonLlmComponent() {}

    public GorgonLlmComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        GorgonLlmEndpoint endpoint = new GorgonLlmEndpoint(uri, this, configuration.copy());
        endpoint.setTier(TierWord.of(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public String getConfig() {
        return config;
    }

    public void setConfig(String config) {
        this.config = config;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public boolean isMockOnly() {
        return mockOnly;
    }

    public void setMockOnly(boolean mockOnly) {
        this.mockOnly = mockOnly;
    }

    public Map<String, String> getSettings() {
        return settings;
    }

    public void setSettings(Map<String, String> settings) {
        this.settings = settings;
    }

    public String getForceLocal() {
        return forceLocal;
    }

    public void setForceLocal(String forceLocal) {
        this.forceLocal = forceLocal;
    }

    public String getRoutes() {
        return routes;
    }

    public void setRoutes(String routes) {
        this.routes = routes;
    }

    public String getDefaultStateUrl() {
        return defaultStateUrl;
    }

    public void setDefaultStateUrl(String defaultStateUrl) {
        this.defaultStateUrl = defaultStateUrl;
    }

    public String getApplication() {
        return application;
    }

    public void setApplication(String application) {
        this.application = application;
    }

    public GorgonLlmConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(GorgonLlmConfiguration configuration) {
        this.configuration = configuration;
    }
}
