package io.gorgon.camel.workflow;

import io.gorgon.journal.Definition;
import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes of texts that runs were started with and that are not what is loaded any more. They stand
 * beside the others, under names of their own, as long as a run uses them. Thread-safe.
 */
final class Editions {

    private static final Logger LOG = LoggerFactory.getLogger(Editions.class);
    private static final int NAME_LENGTH = 12;

    private final CamelContext camelContext;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Edition> inUse = new HashMap<>();

    private static final class Edition {
        private final List<String> routes = new ArrayList<>();
        private final Set<String> beans = new HashSet<>();
        private int users;
    }

    /** One run's use of an edition. */
    final class Use implements AutoCloseable {
        private final String name;
        private boolean closed;

        private Use(String name) {
            this.name = name;
        }

        /** Where a workflow of the edition answers. */
        String address(String workflowId) {
            return WorkflowConstants.ADDRESS + workflowId + "@" + name;
        }

        /** The last one takes the routes with it. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    release(name);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    Editions(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The same for the same texts. */
    static String name(List<Definition> texts) {
        String all =
                texts.stream()
                        .map(text -> text.workflow() + " " + text.hash())
                        .sorted()
                        .collect(Collectors.joining("\n"));
        return Definition.of("", "", all).hash().substring(0, NAME_LENGTH);
    }

    /**
     * Loads the routes of the texts, unless they are there already.
     *
     * @param texts the workflow itself first
     * @param variables what a run is given besides the declared inputs
     * @throws io.gorgon.workflow.parse.InvalidWorkflowException if a text cannot be run by this
     *     version and configuration
     */
    Use use(List<Definition> texts, Set<String> variables) {
        String name = name(texts);
        lock.lock();
        try {
            Edition edition = inUse.computeIfAbsent(name, key -> new Edition());
            if (!isThere(edition)) {
                load(edition, name, texts, variables);
            }
            edition.users++;
            return new Use(name);
        } finally {
            lock.unlock();
        }
    }

    /** Camel takes all routes away when it reloads those of the application. */
    private boolean isThere(Edition edition) {
        return !edition.routes.isEmpty()
                && edition.routes.stream().allMatch(id -> camelContext.getRoute(id) != null);
    }

    private void load(Edition edition, String name, List<Definition> texts, Set<String> variables) {
        Workflows workflows = GorgonWorkflowLoader.workflows(camelContext);
        try {
            remove(edition);
            Set<String> given = variables;
            for (Definition text : texts) {
                Workflow workflow =
                        workflows
                                .read(text.fileName(), text.source(), given)
                                .orThrow(false)
                                .workflow();
                given = Set.of();
                add(edition, name, workflow.id(), workflows.compile(workflow, name));
            }
        } catch (RuntimeException e) {
            discard(edition, name);
            throw e;
        } catch (Exception e) {
            discard(edition, name);
            throw new IllegalStateException(
                    "the text of an earlier edition cannot be loaded: " + e.getMessage(), e);
        }
    }

    private void add(Edition edition, String name, String workflowId, String route)
            throws Exception {
        String prefix = workflowId + "@" + name;
        edition.routes.add("gorgon-workflow-" + prefix);
        PositionedYaml.parse(route).tree().path(0).path("beans").findValuesAsText("name").stream()
                .filter(bean -> bean.equals(prefix) || bean.startsWith(prefix + "."))
                .forEach(edition.beans::add);
        camelContext.addRoutes(GorgonWorkflowLoader.routes(camelContext, route, prefix));
    }

    private void discard(Edition edition, String name) {
        if (edition.users == 0) {
            inUse.remove(name);
        }
        remove(edition);
    }

    private void release(String name) {
        Edition edition = inUse.get(name);
        edition.users--;
        if (edition.users == 0) {
            inUse.remove(name);
            remove(edition);
        }
    }

    private void remove(Edition edition) {
        Model model = camelContext.getCamelContextExtension().getContextPlugin(Model.class);
        for (String id : edition.routes) {
            try {
                RouteDefinition route = model.getRouteDefinition(id);
                if (route != null) {
                    model.removeRouteDefinition(route);
                }
                camelContext.removeEndpoints("direct://" + id);
                WorkflowRuntime.of(camelContext).newRoute(id);
            } catch (Exception e) {
                LOG.warn("The route {} could not be removed: {}", id, e.getMessage());
            }
        }
        edition.beans.forEach(camelContext.getRegistry()::unbind);
        model.getCustomBeans().removeIf(bean -> edition.beans.contains(bean.getName()));
        edition.routes.clear();
        edition.beans.clear();
    }
}
