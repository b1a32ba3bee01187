package io.gorgon.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.DirectHttpClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are programs: real ones, each in a JVM of its own. */
@Timeout(120)
class StdioServerTest {

    private static final String SECRET = "hunter2-hunter2";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", System.getenv("PATH"), "TEST_TOKEN", SECRET, "UNLISTED", "hidden");

    @TempDir Path folder;

    private final DirectHttpClients clients = new DirectHttpClients();
    private McpServers servers;

    private McpServers servers(String... misbehaviours) {
        return servers(Servers.program("Files", journal(), misbehaviours));
    }

    private McpServers servers(McpServerSettings settings) {
        servers =
                new McpServers(
                        new McpSettings(List.of(settings), true), ENVIRONMENT::get, clients, "1");
        return servers;
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private List<String> noted() throws IOException {
        return Files.exists(journal()) ? Files.readAllLines(journal()) : List.of();
    }

    private List<Long> started() throws IOException {
        return noted().stream()
                .filter(line -> line.startsWith("start "))
                .map(line -> Long.valueOf(line.substring(6)))
                .toList();
    }

    private McpResult call(String tool, Map<String, Object> arguments) {
        return servers.call("files", tool, arguments, null, new Cancellation());
    }

    private McpResult call(String tool) {
        return call(tool, Map.of());
    }

    private <T extends McpException> T failure(Class<T> type, String tool) {
        T failure = catchThrowableOfType(type, () -> call(tool));
        assertThat(failure).as("the call must fail").isNotNull();
        return failure;
    }

    @AfterEach
    void closeAll() throws IOException {
        if (servers != null) {
            servers.close();
        }
        clients.close();
    }

    @Test
    void theFirstCallStartsTheProgramAndLaterOnesUseItAgain() throws IOException {
        servers();

        McpResult first = call("echo", Map.of("text", "$(rm) ${a} \"b\"", "list", List.of(1, 2)));
        call("echo");

        assertThat(new ObjectMapper().readTree(first.text()))
                .isEqualTo(
                        new ObjectMapper()
                                .valueToTree(
                                        Map.of("text", "$(rm) ${a} \"b\"", "list", List.of(1, 2))));
        assertThat(started()).hasSize(1);
        assertThat(noted())
                .containsSubsequence(
                        "initialize",
                        "notifications/initialized",
                        "tools/call echo",
                        "tools/call echo");
    }

    @Test
    void nothingIsStartedBeforeTheFirstCall() throws IOException {
        servers();

        assertThat(noted()).isEmpty();
    }

    @Test
    void textsAreJoinedByLineBreaksAndTheRestIsKeptAsItIs() {
        servers();

        McpResult result = call("two_parts");

        assertThat(result.text()).isEqualTo("one\ntwo\nthree");
        assertThat(result.structured()).isEqualTo(Map.of("count", 2));
        assertThat(result.others())
                .singleElement()
                .satisfies(
                        image ->
                                assertThat(image)
                                        .containsEntry("type", "image")
                                        .containsEntry("mimeType", "image/png")
                                        .containsEntry("data", "AAAA"));
    }

    @Test
    void theProgramGetsTheListedVariablesAndNoOthers() throws IOException {
        servers();

        Map<?, ?> variables = new ObjectMapper().readValue(call("environment").text(), Map.class);

        assertThat(variables.get("TEST_TOKEN")).isEqualTo(SECRET);
        assertThat(variables.get("LEVEL")).isEqualTo("high");
        assertThat(variables.keySet().stream().map(String::valueOf))
                .isSubsetOf("PATH", "TEST_TOKEN", "LEVEL");
    }

    @Test
    void theProgramRunsInItsDirectory() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("work"));
        servers(Servers.program("files", Servers.program("x", journal()).command(), directory));

        assertThat(Path.of(call("directory").text()).toRealPath())
                .isEqualTo(directory.toRealPath());
    }

    @Test
    void anErrorOfTheToolIsAnErrorWithItsWordsAndWithoutItsKey() {
        servers();

        McpToolException error = failure(McpToolException.class, "fail");

        assertThat(error)
                .hasMessage("tool 'fail' of server 'Files' reported: no such file, key ***");
        assertThat(error.permanent()).isFalse();
    }

    @Test
    void aFailureOfTheServerIsWorthAnotherTry() {
        servers();

        McpToolException error = failure(McpToolException.class, "internal");

        assertThat(error).hasMessageContaining("disk full");
        assertThat(error.permanent()).isFalse();
    }

    @Test
    void anUnknownToolNamesTheNearestAndIsPermanent() {
        servers();

        McpRequestException error = failure(McpRequestException.class, "read_fiel");

        assertThat(error)
                .hasMessage("server 'Files' has no tool 'read_fiel'; did you mean 'read_file'?");
        assertThat(error.permanent()).isTrue();
    }

    @Test
    void aToolUnlikeAnyOtherIsAnsweredWithTheListOfAll() {
        servers();

        assertThat(failure(McpRequestException.class, "summarize_everything"))
                .hasMessage(
                        "server 'Files' has no tool 'summarize_everything'; it has echo,"
                                + " environment, read_file, fail, internal, die, hang");
    }

    @Test
    void anUnknownServerNamesTheNearestAndAllThatThereAre() {
        servers();

        McpRequestException error =
                catchThrowableOfType(
                        McpRequestException.class,
                        () -> servers.call("fils", "echo", null, null, new Cancellation()));

        assertThat(error)
                .hasMessage(
                        "MCP server 'fils' not found; did you mean 'Files'? Configured are Files"
                                + " (mcp.servers in gorgon.yaml)");
        assertThat(error.permanent()).isTrue();
    }

    @Test
    void aMissingServerOrToolIsAMissingParam() {
        servers();

        assertThat(
                        catchThrowableOfType(
                                McpRequestException.class,
                                () -> servers.call(" ", "echo", null, null, new Cancellation())))
                .hasMessageContaining("missing required param 'server'");
        assertThat(
                        catchThrowableOfType(
                                McpRequestException.class,
                                () -> servers.call("files", null, null, null, new Cancellation())))
                .hasMessageContaining("missing required param 'tool'");
    }

    @Test
    void aServerThatDiesInACallFailsItAtOnceAndIsStartedAgainForTheNext() throws IOException {
        servers();

        McpConnectionException error = failure(McpConnectionException.class, "die");

        assertThat(error).hasMessageContaining("ended with exit code 3");
        assertThat(error.sent()).isTrue();
        assertThat(error.permanent()).isFalse();
        assertThat(call("echo").text()).isEqualTo("{}");
        assertThat(started()).hasSize(2);
        assertThat(noted().stream().filter("tools/call die"::equals)).hasSize(1);
    }

    @Test
    void aServerThatWasKilledBetweenTwoCallsIsStartedAgainUnnoticed() throws Exception {
        servers();
        call("echo");
        ProcessHandle process = ProcessHandle.of(started().get(0)).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
        await().until(
                        () -> {
                            try {
                                return call("echo").text().equals("{}");
                            } catch (McpConnectionException inTheMomentOfDeath) {
                                return false;
                            }
                        });

        assertThat(started()).hasSize(2);
    }

    @Test
    void aTimeOutEndsTheWaitAndTellsTheServer() {
        servers();
        call("echo");

        McpTimeoutException error =
                catchThrowableOfType(
                        McpTimeoutException.class,
                        () ->
                                servers.call(
                                        "files",
                                        "hang",
                                        Map.of(),
                                        Duration.ofMillis(200),
                                        new Cancellation()));

        assertThat(error).hasMessage("MCP server 'Files' gave no answer within 200 ms");
        assertThat(error.permanent()).isFalse();
        await().until(() -> noted().contains("notifications/cancelled time-out"));
        assertThat(call("echo").text()).isEqualTo("{}");
    }

    @Test
    void aCancelledCallEndsAndTheServerIsTold() throws Exception {
        servers();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<McpCancelledException> outcome =
                CompletableFuture.supplyAsync(
                        () ->
                                catchThrowableOfType(
                                        McpCancelledException.class,
                                        () ->
                                                servers.call(
                                                        "files",
                                                        "hang",
                                                        null,
                                                        null,
                                                        cancellation)));
        await().until(() -> noted().contains("tools/call hang"));

        cancellation.cancel();

        assertThat(outcome.get().permanent()).isTrue();
        await().until(() -> noted().contains("notifications/cancelled cancelled"));
    }

    @Test
    void aCallThatWasCancelledBeforeStartsNothing() throws IOException {
        servers();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThat(
                        catchThrowableOfType(
                                McpCancelledException.class,
                                () -> servers.call("files", "echo", null, null, cancellation)))
                .isNotNull();
        assertThat(noted()).isEmpty();
    }

    @Test
    void twoCallsAtOnceGetTheirOwnAnswers() throws Exception {
        servers();
        CompletableFuture<McpResult> first = CompletableFuture.supplyAsync(() -> call("pair"));
        await().until(() -> noted().contains("tools/call pair"));

        McpResult second = call("pair");

        assertThat(first.get().text()).isEqualTo("first");
        assertThat(second.text()).isEqualTo("second");
        assertThat(started()).hasSize(1);
    }

    @Test
    void rubbishOnTheOutputIsSkipped() {
        servers("rubbish");

        assertThat(call("echo").text()).isEqualTo("{}");
    }

    @Test
    void aFloodOfLogLinesHoldsNothingUp() {
        servers("flood");

        assertThat(call("echo").text()).isEqualTo("{}");
    }

    @Test
    void aServerThatEndsAtTheStartTellsItsLastWordsWithoutTheKey() {
        servers("die");

        assertThat(failure(McpConnectionException.class, "echo"))
                .hasMessageContaining("ended with exit code 7; its last words: no licence for key")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForLongerThanAllowed() throws IOException {
        servers("deaf");

        assertThat(
                        catchThrowableOfType(
                                McpTimeoutException.class,
                                () ->
                                        servers.call(
                                                "files",
                                                "echo",
                                                null,
                                                Duration.ofMillis(300),
                                                new Cancellation())))
                .hasMessageContaining("'Files' gave no answer within 300 ms");
    }

    @Test
    void aServerThatStopsReadingIsEndedAndStartedAgain() throws IOException {
        servers();
        call("deafen");

        assertThat(
                        catchThrowableOfType(
                                McpTimeoutException.class,
                                () ->
                                        servers.call(
                                                "files",
                                                "echo",
                                                Map.of("text", "x".repeat(1_000_000)),
                                                Duration.ofMillis(300),
                                                new Cancellation())))
                .isNotNull();

        assertThat(call("echo").text()).isEqualTo("{}");
        assertThat(started()).hasSize(2);
        long deaf = started().get(0);
        await().until(() -> !alive(deaf));
    }

    @Test
    void anAnswerThatIsTooLargeIsRefusedAndTheNextCallWorks() {
        servers();

        McpRequestException error =
                catchThrowableOfType(
                        McpRequestException.class,
                        () -> call("large", Map.of("size", Servers.LIMIT + 1)));

        assertThat(error)
                .hasMessageContaining("larger than the allowed 100000 bytes")
                .hasMessageContaining("max_response_bytes");
        assertThat(call("echo").text()).isEqualTo("{}");
    }

    @Test
    void aProgramThatIsNotThereIsAnErrorThatNamesIt() {
        servers(Servers.program("files", List.of("no-such-program-here", "x"), null));

        McpRequestException error = failure(McpRequestException.class, "echo");

        assertThat(error)
                .hasMessageContaining("the program 'no-such-program-here' cannot be run")
                .hasMessageContaining("gorgon.yaml, line 3");
        assertThat(error.permanent()).isTrue();
    }

    @Test
    void closingEndsTheProgramAndAllThatItStarted() throws Exception {
        servers();
        long child = Long.parseLong(call("child").text());
        long server = started().get(0);

        servers.close();

        await().until(() -> !alive(server) && !alive(child));
        assertThat(noted()).contains("end of input");
        assertThat(failure(McpConnectionException.class, "echo")).hasMessageContaining("closed");
    }

    private static boolean alive(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void closingEndsCallsThatAreUnderWay() throws Exception {
        servers();
        CompletableFuture<McpConnectionException> outcome =
                CompletableFuture.supplyAsync(() -> failure(McpConnectionException.class, "hang"));
        await().until(() -> noted().contains("tools/call hang"));

        servers.close();

        assertThat(outcome.get()).hasMessageContaining("was closed");
    }
}
