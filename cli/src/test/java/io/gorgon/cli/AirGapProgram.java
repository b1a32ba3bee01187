package io.gorgon.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;

/**
 * Runs every command and every example that needs no more than the command line, and prints for
 * each how it ended. Runs in the top folder of the project.
 */
final class AirGapProgram {

    private static final Path TOP = Path.of("").toAbsolutePath();

    private final Path folder;
    private final String config;
    private final PrintStream report;

    private AirGapProgram(Path folder, PrintStream report) {
        this.folder = folder;
        this.config = folder.resolve("gorgon.yaml").toString();
        this.report = report;
    }

    /**
     * @param arguments the folder with gorgon.yaml, and the file to write the report to
     */
    public static void main(String[] arguments) throws Exception {
        try (PrintStream report =
                new PrintStream(
                        Files.newOutputStream(Path.of(arguments[1])),
                        true,
                        StandardCharsets.UTF_8)) {
            AirGapProgram program = new AirGapProgram(Path.of(arguments[0]), report);
            program.commands();
            program.examples();
            program.workflows();
        }
        System.exit(0);
    }

    private void commands() {
        run("ask", "Hello?");
        run("ask", "--stream", "Hello?");
        run("ask", "--tier", "reasoning", "Hello?");
        run("ask", "--model", "gpt-oss:120b-cloud", "Hello?");
        run("ask", "--model", "disguised", "Hello?");
        run("ask", "--provider", "anthropic", "Hello?");
        run("ask", "--provider", "openai", "Hello?");
        run("ask", "--provider", "far", "Hello?");
        run("ask", "--provider", "redirecting", "Hello?");
        run("ask", "--provider", "redirecting", "--stream", "Hello?");
        run("embed", "a text");
        run("embed", "--provider", "redirecting", "a text");
        run("models");
        run("health");
        run("pull", "llama3.2:3b");
        run("pull", "--provider", "redirecting", "llama3.2:3b");
        run("config", "check");
        run("demo");
    }

    private void run(String... command) {
        print(String.join(" ", command), new Cli(folder).run(command));
    }

    private void print(String command, Cli.Result result) {
        report.println("> " + command + " = " + result.exitCode());
        report.println(result.out() + result.err());
    }

    private void examples() throws Exception {
        summarizeFiles();
        contractFolder();
        routes("failover", "--config", config);
        routes("failover", "--mode", "local", "--config", "examples/failover/gorgon.yaml");
        routes("own-router", "--mode", "local", "--config", "examples/own-router/gorgon.yaml");
        askJava();
    }

    private void routes(String example, String... options) {
        Cli cli = new Cli(TOP, folder);
        String[] command = new String[options.length + 4];
        command[0] = "routes";
        System.arraycopy(options, 0, command, 1, options.length);
        command[options.length + 1] = "--for";
        command[options.length + 2] = "1s";
        command[options.length + 3] = "examples/" + example + "/" + example + ".camel.yaml";
        print("example " + example, cli.run(command));
    }

    private void summarizeFiles() throws Exception {
        Path inbox = Path.of(System.getenv("SUMMARIZE_FOLDER"));
        Files.writeString(inbox.resolve("letter.txt"), "A letter.");
        routesUntil(
                "summarize-files",
                inbox.resolve("letter.summary.md"),
                "summarize-files.camel.yaml");
    }

    private void contractFolder() throws Exception {
        Path contracts = Path.of(System.getenv("CONTRACT_FOLDER"));
        Path inbox = Files.createDirectories(contracts.resolve("inbox"));
        Files.writeString(inbox.resolve("lease.md"), "# Lease\n\n## Rent\n\n1000.\n");
        routesUntil(
                "contract-folder",
                contracts.resolve("report/lease.md"),
                "contract-folder.camel.yaml",
                "contract-review.gorgon.yaml");
    }

    /** Runs the routes of an example until a file is there, and prints the file. */
    private void routesUntil(String example, Path result, String... files) throws Exception {
        Cli cli = new Cli(TOP, folder);
        List<String> command = new ArrayList<>(List.of("routes", "--config", config));
        for (String file : files) {
            command.add("examples/" + example + "/" + file);
        }
        CompletableFuture<Cli.Result> run =
                CompletableFuture.supplyAsync(() -> cli.run(command.toArray(String[]::new)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> run.isDone() || Files.exists(result));
        cli.interruption.cancel();
        run.get(60, TimeUnit.SECONDS);
        report.println("> example " + example + ": " + Files.readString(result));
    }

    private void askJava() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int compiled =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-proc:none",
                                "examples/ask-java/Ask.java");
        report.println("> example ask-java = " + compiled);
        PrintStream out = System.out;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(report);
            loader.loadClass("Ask")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {"Hello?"});
        } finally {
            System.setOut(out);
        }
    }

    /** All workflows of the examples, as they are and as a plan. */
    private void workflows() throws IOException {
        try (Stream<Path> files = Files.list(TOP.resolve("examples"))) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".gorgon.yaml")).sorted().toList()) {
                String name = file.getFileName().toString();
                Cli cli = new Cli(TOP, folder);
                for (String command : List.of("validate", "compile", "graph")) {
                    print(command + " " + name, cli.run(command, "--config", config, "" + file));
                }
                Cli.Result run = cli.run("run", "--config", config, "" + file);
                print("run " + name, run);
                goOn(cli, run.err());
                print(
                        "run --dry-run " + name,
                        cli.run("run", "--dry-run", "--config", config, "" + file));
            }
        }
    }

    /** What is done with a run that waits for a person, and looked at of it. */
    private void goOn(Cli cli, String told) {
        Matcher run = Pattern.compile("run (\\S+) of ").matcher(told);
        Matcher token = Pattern.compile("gorgon approve (\\w+)").matcher(told);
        if (!run.find() || !token.find()) {
            return;
        }
        print("runs --waiting", cli.run("runs", "--waiting", "--config", config));
        // an approval would have the notice written beside the examples
        print("reject", cli.run("reject", token.group(1), "--config", config));
        String runId = run.group(1);
        print("runs", cli.run("runs", "--config", config));
        for (String command : List.of("show", "explain", "resume", "cancel")) {
            print(command, cli.run(command, runId, "--config", config));
        }
        print("fork", cli.run("fork", runId, "--from", "draft", "--config", config));
        print("fsck", cli.run("fsck", "--config", config));
        print("gc", cli.run("gc", "--older", "30d", "--config", config));
    }
}
