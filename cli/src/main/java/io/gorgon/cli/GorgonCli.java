package io.gorgon.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line in given surroundings and reports how it ended. */
final class GorgonCli {

    private static final String JSON = "--json";

    private final Surroundings surroundings;
    private final GorgonCommand root;
    private final CommandLine commandLine;
    private boolean json;

    GorgonCli(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.root = new GorgonCommand(surroundings);
        this.commandLine =
                new CommandLine(root)
                        .addSubcommand(new DemoCommand(root))
                        .addSubcommand(new AskCommand(root))
                        .addSubcommand(new EmbedCommand(root))
                        .addSubcommand(new RunCommand(root))
                        .addSubcommand(new ResumeCommand(root))
                        .addSubcommand(new DecisionCommand.Approve(root))
                        .addSubcommand(new DecisionCommand.Reject(root))
                        .addSubcommand(new CancelCommand(root))
                        .addSubcommand(new ForkCommand(root))
                        .addSubcommand(new RerunCommand(root))
                        .addSubcommand(new RunsCommand(root))
                        .addSubcommand(new ShowCommand(root))
                        .addSubcommand(new ExplainCommand(root))
                        .addSubcommand(new FsckCommand(root))
                        .addSubcommand(new GcCommand(root))
                        .addSubcommand(new ValidateCommand(root))
                        .addSubcommand(new CompileCommand(root))
                        .addSubcommand(
                                new CommandLine(new SchemaCommand())
                                        .addSubcommand(new SchemaCommand.OfWorkflows(root))
                                        .addSubcommand(new SchemaCommand.OfConfiguration(root)))
                        .addSubcommand(new ModelsCommand(root))
                        .addSubcommand(new AgentsCommand(root))
                        .addSubcommand(new PullCommand(root))
                        .addSubcommand(new HealthCommand(root))
                        .addSubcommand(new BudgetCommand(root))
                        .addSubcommand(new HardwareCommand(root))
                        .addSubcommand(
                                new CommandLine(new ConfigCommand())
                                        .addSubcommand(new ConfigCheckCommand(root)))
                        .addSubcommand(new GraphCommand(root))
                        .addSubcommand(new RoutesCommand(root))
                        .addSubcommand(new CompletionCommand(root))
                        // A prompt that begins with @ is a prompt, not the name of a file.
                        .setExpandAtFiles(false)
                        .setOut(writer(surroundings.out()))
                        .setErr(writer(surroundings.err()))
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(
                                        surroundings.outStyle().coloured() ? Ansi.ON : Ansi.OFF))
                        .setExecutionStrategy(this::runCommand)
                        .setParameterExceptionHandler((e, arguments) -> misused(e))
                        .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        separate(commandLine);
    }

    /** Sets what a command is for apart from its options. */
    private static void separate(CommandLine command) {
        CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        if (command.getCommandSpec().positionalParameters().isEmpty()) {
            usage.optionListHeading("%n");
        } else {
            usage.parameterListHeading("%n");
        }
        usage.commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(GorgonCli::separate);
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /**
     * Runs a command to its end.
     *
     * @return see {@link ExitCode}
     */
    int run(String... arguments) {
        json = wantsJson(arguments);
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            return failed(e);
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private static boolean wantsJson(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int end = all.indexOf("--");
        return all.subList(0, end < 0 ? all.size() : end).contains(JSON);
    }

    private int runCommand(ParseResult parsed) {
        Logging.configure(root.verbosity());
        return new RunLast().execute(parsed);
    }

    private int misused(ParameterException e) {
        if (isMissingCommand(e) && !json) {
            e.getCommandLine().usage(surroundings.err());
            return ExitCode.INVALID;
        }
        int exitCode = failed(e);
        if (!json) {
            if (isStrayWord(e)) {
                surroundings.err().println("A text of several words has to stand in quotes.");
            }
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            surroundings.err().println("Try '" + command + " --help'.");
        }
        return exitCode;
    }

    /** A command that only groups others has nothing to call. */
    private static boolean isMissingCommand(ParameterException e) {
        return e.getClass() == ParameterException.class
                && e.getArgSpec() == null
                && !e.getCommandLine().getSubcommands().isEmpty();
    }

    private static boolean isStrayWord(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption();
    }

    private int failed(Throwable error) {
        Failure failure = Failure.of(error, surroundings.interruption().isCancelled());
        if (json) {
            Json.print(surroundings.out(), failure.toJson());
        } else {
            surroundings.out().flush();
            String prefix = surroundings.errStyle().red("gorgon: ");
            surroundings.err().println(prefix + failure.message());
        }
        if (root.verbosity() >= GorgonCommand.DETAILED) {
            error.printStackTrace(surroundings.err());
        }
        return failure.exitCode();
    }
}
