package io.gorgon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the launcher in a project that holds nothing, with a Java and a Maven that only say
 * what they were called with.
 */
final class LauncherSandbox {

    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "cat",
                    "cksum",
                    "find",
                    "head",
                    "mkdir",
                    "mv",
                    "ps",
                    "readlink",
                    "rm",
                    "sed",
                    "sh",
                    "sleep",
                    "tail",
                    "touch");

    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            for argument in "$@"; do
              case $argument in
                -version) echo 'openjdk version "%s" 2021-09-14' >&2; exit 0 ;;
                -XX:ArchiveClassesAtExit=*) echo archive >"${argument#*=}"; exit 0 ;;
              esac
            done
            printf '%%s\\n' "$@"
            exit 7
            """;

    private static final String FAKE_MAVEN =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'Apache Maven %s (abc)'; exit 0; fi
            echo call >>mvn-calls
            sleep 0.5
            %s
            """;

    static final String MAKE_JARS =
            """
            for module in routes camel-gorgon-llm-component cli; do mkdir -p $module/target; done
            mkdir -p cli/target/lib
            touch routes/target/gorgon-routes-1.jar camel-gorgon-llm-component/target/camel-gorgon-llm-1.jar
            touch cli/target/lib/gorgon-routes-1.jar cli/target/lib/camel-gorgon-llm-1.jar cli/target/gorgon-cli.jar
            """;

    /** How a start ended. */
    record Result(int exitCode, String out, String err) {}

    final Path home;
    final Path jdk;
    private final Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    LauncherSandbox(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("a project"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jdk = Files.createDirectories(folder.resolve("jdk"));
        Files.copy(
                Path.of("..", "gorgon"),
                home.resolve("gorgon"),
                StandardCopyOption.COPY_ATTRIBUTES);
        for (String source :
                List.of(
                        "pom.xml",
                        ".mvn/jvm.config",
                        "routes/pom.xml",
                        "routes/router.camel.yaml",
                        "camel-gorgon-llm-component/pom.xml",
                        "camel-gorgon-llm-component/src/main/A.java",
                        "cli/pom.xml",
                        "cli/src/main/B.java")) {
            write(home.resolve(source), "");
        }
        for (String tool : TOOLS) {
            write(tools.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
        }
        java("17.0.1");
        write(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        maven("3.9.1", MAKE_JARS);
        environment.put("PATH", tools + ":" + jdk.resolve("bin"));
        environment.put("LANG", "C.UTF-8");
    }

    private static Path onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on the PATH"));
    }

    void java(String version) {
        write(jdk.resolve("bin/java"), String.format(FAKE_JAVA, version));
    }

    void maven(String version, String action) {
        write(tools.resolve("mvn"), String.format(FAKE_MAVEN, version, action));
    }

    void delete(Path file) throws IOException {
        Files.delete(file);
    }

    Path maven() {
        return tools.resolve("mvn");
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** How often Maven was asked to build. */
    long builds() throws IOException {
        Path calls = home.resolve("mvn-calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    /** Makes the project as it is after a build by hand: jars, no stamp, and sources older. */
    void buildByHand() throws IOException {
        for (String file :
                List.of(
                        "routes/target/gorgon-routes-1.jar",
                        "camel-gorgon-llm-component/target/camel-gorgon-llm-1.jar",
                        "cli/target/lib/gorgon-routes-1.jar",
                        "cli/target/lib/camel-gorgon-llm-1.jar",
                        "cli/target/gorgon-cli.jar")) {
            write(home.resolve(file), "");
        }
        age(Duration.ofHours(1));
    }

    /** Makes everything older, and what was not built older still. */
    void age(Duration duration) throws IOException {
        Instant built = Instant.now().minus(duration);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                boolean source = !file.toString().contains("/target");
                Instant time = source ? built.minus(duration) : built;
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    Process begin(Path directory, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Result start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./gorgon"));
        command.addAll(List.of(arguments));
        return end(begin(home, command.toArray(String[]::new)));
    }

    static Result end(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            String out = text(process.getInputStream().readAllBytes());
            String err = text(process.getErrorStream().readAllBytes());
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the launcher does not end: " + out + err);
            }
            return new Result(process.exitValue(), out, err);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            if (content.startsWith("#!")) {
                file.toFile().setExecutable(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
