package io.gorgon.cli;

import com.fasterxml.jackson.core.JsonPointer;
import io.gorgon.camel.workflow.WorkflowRuntime;
import io.gorgon.journal.Definition;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowId;
import io.gorgon.workflow.parse.ParsedWorkflow;
import io.gorgon.workflow.parse.Severity;
import io.gorgon.workflow.parse.WorkflowProblem;
import io.gorgon.yaml.Position;
import io.gorgon.yaml.PositionedYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * A workflow together with those that it calls, which are found beside the file that names them.
 */
final class WorkflowFamily {

    private static final String CALL = "sub_workflow";
    private static final String NAME = "workflow";
    private static final List<String> EXTENSIONS = List.of("", ".gorgon.yaml", ".yaml", ".yml");

    private final WorkflowSources files;
    private final Map<Path, Workflow> members = new LinkedHashMap<>();
    private final List<WorkflowProblem> problems = new ArrayList<>();

    private WorkflowFamily(WorkflowSources files) {
        this.files = files;
    }

    /**
     * Reads all of them as far as they can be read.
     *
     * @param variables what is given to the first one besides its declared inputs
     * @throws InvalidInputException if there is no text to read at the first
     */
    static WorkflowFamily read(WorkflowSources files, Path file, Set<String> variables) {
        WorkflowFamily family = new WorkflowFamily(files);
        family.add(file, variables, List.of());
        return family;
    }

    /**
     * @param callers the files from the first one to the one that calls this one
     */
    private void add(Path file, Set<String> variables, List<Path> callers) {
        ParsedWorkflow parsed = files.read(file, variables);
        problems.addAll(parsed.problems());
        Workflow workflow = parsed.workflow();
        if (workflow == null) {
            return;
        }
        members.put(key(file), workflow);
        List<Path> chain = new ArrayList<>(callers);
        chain.add(file);
        addCalled(chain, workflow, workflow.steps());
    }

    private Path key(Path file) {
        return files.directory().resolve(file).normalize();
    }

    private void addCalled(List<Path> chain, Workflow workflow, List<Step> steps) {
        for (Step step : steps) {
            step.blocks().values().forEach(block -> addCalled(chain, workflow, block));
            if (step.fallback() != null && step.fallback().step() != null) {
                addCalled(chain, workflow, List.of(step.fallback().step()));
            }
            if (step.type().equals(CALL) && step.text(NAME) != null) {
                addCalled(chain, workflow, step);
            }
        }
    }

    private void addCalled(List<Path> chain, Workflow workflow, Step step) {
        Path file = chain.get(chain.size() - 1);
        String name = step.text(NAME);
        Optional<Path> called = find(file, name);
        if (called.isEmpty()) {
            tell(file, workflow, step, "there is no workflow '" + name + "' beside this file");
        } else if (chain.stream().anyMatch(each -> key(each).equals(key(called.get())))) {
            tell(
                    file,
                    workflow,
                    step,
                    "Circular workflow reference: " + circle(chain, called.get()));
        } else if (!members.containsKey(key(called.get()))) {
            String id = WorkflowId.ofFile(name);
            if (members.values().stream().anyMatch(member -> member.id().equals(id))) {
                tell(
                        file,
                        workflow,
                        step,
                        "another workflow of this run is called '" + id + "' as well; rename one");
            } else {
                add(called.get(), Set.of(), chain);
            }
        }
    }

    private static String circle(List<Path> chain, Path again) {
        return Stream.concat(chain.stream(), Stream.of(again))
                .map(file -> WorkflowId.ofFile(file.toString()))
                .collect(Collectors.joining(" -> "));
    }

    private Optional<Path> find(Path file, String name) {
        return EXTENSIONS.stream()
                .map(extension -> file.resolveSibling(name + extension))
                .filter(path -> Files.isRegularFile(files.directory().resolve(path)))
                .findFirst();
    }

    private void tell(Path file, Workflow workflow, Step step, String message) {
        JsonPointer place = step.place().append(JsonPointer.compile("/params/" + NAME));
        Position position = PositionedYaml.parse(workflow.source()).value(place);
        problems.add(
                new WorkflowProblem(
                        file.toString(),
                        position.line(),
                        position.column(),
                        Severity.ERROR,
                        "Step '" + step.id() + "': " + message));
    }

    /** The one that was named; null if it cannot be run. */
    Workflow first() {
        return members.isEmpty() ? null : members.values().iterator().next();
    }

    List<WorkflowProblem> problems() {
        return problems;
    }

    List<WorkflowProblem> errors(boolean strict) {
        return problems.stream().filter(problem -> problem.isError(strict)).toList();
    }

    List<WorkflowProblem> warnings(boolean strict) {
        return problems.stream().filter(problem -> !problem.isError(strict)).toList();
    }

    /** The texts of all of them, the one that was named first. */
    List<Definition> definitions() {
        List<Definition> definitions = new ArrayList<>();
        members.forEach(
                (file, workflow) ->
                        definitions.add(
                                Definition.of(
                                        workflow.id(),
                                        file.getFileName().toString(),
                                        workflow.source())));
        return definitions;
    }

    /** Puts the routes of all of them into a Camel context. */
    void load(CamelContext context) throws Exception {
        List<Resource> routes = new ArrayList<>();
        for (Map.Entry<Path, Workflow> entry : members.entrySet()) {
            Workflow member = entry.getValue();
            WorkflowRuntime.of(context)
                    .workflows()
                    .offer(member, entry.getKey().getFileName().toString());
            routes.add(
                    ResourceHelper.fromString(
                            "file:" + member.id() + ".camel.yaml", files.compile(member)));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(routes);
    }
}
