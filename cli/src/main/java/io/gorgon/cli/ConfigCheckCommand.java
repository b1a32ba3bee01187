package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.config.ConfigProblem;
import io.gorgon.config.GorgonConfig;
import io.gorgon.config.InvalidConfigException;
import io.gorgon.llm.spi.ProviderSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a configuration can be used. */
@Command(
        name = "check",
        description = "Check a configuration; exits with 2 when it cannot be used.")
final class ConfigCheckCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to check (default: the one that the other commands would use).")
    private Path file;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    private final GorgonCommand gorgon;

    ConfigCheckCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() {
        Optional<Path> chosen =
                file == null
                        ? gorgon.configFile()
                        : Optional.of(gorgon.surroundings().directory().resolve(file));
        try {
            valid(ConfigFile.load(chosen, gorgon.overrides()));
            return ExitCode.DONE;
        } catch (InvalidConfigException e) {
            invalid(chosen, e.problems());
            return ExitCode.INVALID;
        }
    }

    private void valid(GorgonConfig config) {
        Surroundings surroundings = gorgon.surroundings();
        if (json) {
            printJson(true, config.source(), config.mode().label(), List.of(), config.warnings());
            return;
        }
        Style style = surroundings.errStyle();
        config.warnings().forEach(it -> surroundings.err().println(style.yellow("warning: ") + it));
        String providers =
                config.providers().stream()
                        .map(ProviderSettings::name)
                        .collect(Collectors.joining(", "));
        surroundings
                .out()
                .println(
                        surroundings.outStyle().green("valid: ")
                                + config.source()
                                + " (mode "
                                + config.mode().label()
                                + "; providers: "
                                + (providers.isEmpty() ? "none" : providers)
                                + ")");
    }

    private void invalid(Optional<Path> chosen, List<ConfigProblem> problems) {
        Surroundings surroundings = gorgon.surroundings();
        String source =
                problems.isEmpty()
                        ? chosen.map(Path::toString).orElse(null)
                        : problems.get(0).source();
        if (json) {
            printJson(false, source, null, problems, List.of());
            return;
        }
        Style style = surroundings.errStyle();
        problems.forEach(it -> surroundings.err().println(style.red("error: ") + it));
        String count = Words.count(problems.size(), "error");
        surroundings.err().println("invalid: " + source + " (" + count + ")");
    }

    private void printJson(
            boolean valid,
            String source,
            String mode,
            List<ConfigProblem> problems,
            List<ConfigProblem> warnings) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("valid", valid);
        document.put("source", source);
        document.put("mode", mode);
        add(document.putArray("problems"), problems);
        add(document.putArray("warnings"), warnings);
        Json.print(gorgon.surroundings().out(), document);
    }

    private static void add(ArrayNode array, List<ConfigProblem> problems) {
        for (ConfigProblem problem : problems) {
            array.addObject()
                    .put("source", problem.source())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message());
        }
    }
}
