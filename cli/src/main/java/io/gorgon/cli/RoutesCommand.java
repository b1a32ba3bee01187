package io.gorgon.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs Camel routes. */
@Command(
        name = "routes",
        description = {
            "Start Camel routes (*.yaml) and workflows (*.gorgon.yaml) and run them until Ctrl-C.",
            "A workflow answers on direct:gorgon-workflow-ID, ID being its file's name without endings.",
            "Properties are read from application.properties in the current directory."
        })
final class RoutesCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Routes in Camel YAML, and workflows.")
    private List<Path> files;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            description = "Stop after this time, such as 10s, 5m or 1h.")
    private Duration duration;

    private final GorgonCommand gorgon;

    RoutesCommand(GorgonCommand gorgon) {
        this.gorgon = gorgon;
    }

    @Override
    public Integer call() throws Exception {
        Surroundings surroundings = gorgon.surroundings();
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            found.add(readable(surroundings.directory().resolve(file)));
        }
        ConfigFile.load(gorgon.configFile(), gorgon.overrides());
        RoutesRunner runner = new RoutesRunner(found, gorgon.invocation(), surroundings);
        runner.run(duration);
        return ExitCode.DONE;
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file)) {
            String why = Files.exists(file) ? "it is not a file" : "there is no such file";
            throw new InvalidInputException("cannot read the route file " + file + ": " + why);
        }
        if (!Files.isReadable(file)) {
            throw new InvalidInputException(
                    "cannot read the route file " + file + ": permission denied");
        }
        if (!file.getFileName().toString().endsWith(".yaml")) {
            throw new InvalidInputException(
                    file + " is not a YAML route file: its name has to end in .yaml");
        }
        return file;
    }
}
