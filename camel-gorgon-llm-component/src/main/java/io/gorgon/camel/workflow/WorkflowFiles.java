package io.gorgon.camel.workflow;

import io.gorgon.workflow.Workflows;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.parse.ParsedWorkflow;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * A workflow in a file, with the workflows that it calls: those are looked for beside it, by their
 * name or with the endings {@code .gorgon.yaml}, {@code .yaml} and {@code .yml}.
 */
public final class WorkflowFiles {

    private static final List<String> ENDINGS = List.of("", ".gorgon.yaml", ".yaml", ".yml");

    private final Workflows workflows;
    private final Map<Path, ParsedWorkflow> read = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads them all.
     *
     * @param file the one that is wanted
     * @param variables what will be given to it besides its declared inputs
     * @throws IOException if the file itself cannot be read
     */
    public WorkflowFiles(Workflows workflows, Path file, Set<String> variables) throws IOException {
        this.workflows = workflows;
        read(file, file.getFileName().toString(), variables, List.of());
    }

    private void read(Path file, String shown, Set<String> variables, List<String> callers)
            throws IOException {
        List<String> chain = new ArrayList<>(callers);
        boolean circular = chain.contains(shown);
        chain.add(shown);
        if (circular) {
            problems.add("Circular workflow reference: " + String.join(" -> ", chain));
            return;
        }
        Path real = file.toAbsolutePath().normalize();
        if (read.containsKey(real)) {
            return;
        }
        ParsedWorkflow parsed = workflows.read(shown, text(file), variables);
        read.put(real, parsed);
        if (parsed.workflow() == null) {
            return;
        }
        for (String called : Workflows.calledBy(parsed.workflow())) {
            Path found = find(real.getParent(), called);
            if (found == null) {
                problems.add(
                        "%s: the workflow '%s' that it calls is not there; looked for it in the same folder"
                                .formatted(shown, called));
            } else {
                read(found, found.getFileName().toString(), Set.of(), chain);
            }
        }
    }

    private static Path find(Path folder, String called) {
        for (String ending : ENDINGS) {
            Path candidate = folder.resolve(called + ending).normalize();
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8 text", e);
        }
    }

    /** All of them, the one that is wanted first. */
    public List<ParsedWorkflow> all() {
        return List.copyOf(read.values());
    }

    /** The one that is wanted. */
    public ParsedWorkflow wanted() {
        return read.values().iterator().next();
    }

    /** What is wrong between them: one that is not there, or a circle. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Makes routes of them all in a context that has been started.
     *
     * @return the address of the one that is wanted
     * @throws Exception if Camel refuses a route
     */
    public String load(CamelContext camelContext) throws Exception {
        for (ParsedWorkflow parsed : read.values()) {
            Workflow workflow = parsed.workflow();
            camelContext.addRoutes(
                    GorgonWorkflowLoader.routes(
                            camelContext, workflows.compile(workflow), workflow.id()));
        }
        return WorkflowConstants.ADDRESS + wanted().workflow().id();
    }

    /** What reads workflows by the configuration of a context that has been started. */
    public static Workflows by(CamelContext camelContext) {
        return GorgonWorkflowLoader.workflows(camelContext);
    }
}
