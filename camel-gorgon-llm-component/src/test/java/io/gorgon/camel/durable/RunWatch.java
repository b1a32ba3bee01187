package io.gorgon.camel.durable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.journal.TokenRefusedException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.workflow.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Writes down what runs gave once they have ended, and answers for the people whom they ask. */
final class RunWatch {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final DurableApplication application;
    private final Path folder;
    private final Executor threads;
    private final Consumer<String> told;

    /**
     * @param folder where a file KEY.json is made for each run
     * @param threads answer for people
     * @param told is told what happens
     */
    RunWatch(DurableApplication application, Path folder, Executor threads, Consumer<String> told) {
        this.application = application;
        this.folder = folder;
        this.threads = threads;
        this.told = told;
    }

    /** Looks once. */
    void look(boolean answering) throws IOException {
        try {
            for (RunRecord run : application.journal().runs(Integer.MAX_VALUE)) {
                if (run.status() == RunStatus.AWAITING_APPROVAL) {
                    if (answering) {
                        answer(run);
                    }
                } else if (run.status() != RunStatus.RUNNING) {
                    write(run);
                }
            }
        } catch (StateUnavailableException e) {
            told.accept("unavailable " + e.getMessage());
        }
    }

    private void write(RunRecord run) throws IOException {
        Path file = folder.resolve(run.startKey() + ".json");
        if (Files.exists(file)) {
            return;
        }
        Map<String, Object> gave = new TreeMap<>();
        gave.put("status", run.status().label());
        gave.put("error", run.error());
        gave.put("outputs", application.journal().values(run.runId()).outputs());
        Path written = Files.createTempFile(folder, "output", ".tmp");
        Files.writeString(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(gave));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        told.accept("ended " + run.startKey() + " " + run.status().label());
    }

    private void answer(RunRecord run) {
        for (ApprovalRecord asked : application.journal().approvals(run.runId())) {
            if (asked.state() != ApprovalRecord.State.PENDING) {
                continue;
            }
            try {
                String token = application.journal().newToken(run.runId(), asked.path());
                CrashPoint.reached(CrashPoint.ASKED);
                threads.execute(() -> application.decide(token, true));
                told.accept("answered " + run.startKey() + " " + asked.path());
            } catch (RunUnavailableException | TokenRefusedException e) {
                told.accept("too late " + run.startKey() + " " + e.getMessage());
            }
        }
    }

    /** Answers for a person without the run going on here. */
    void decide(String key) {
        for (RunRecord run : application.journal().runs(Integer.MAX_VALUE)) {
            if (key.equals(run.startKey())) {
                String token = application.journal().newToken(run.runId(), null);
                application.journal().decide(token, true, "tester", null);
                CrashPoint.reached(CrashPoint.DECIDED);
                told.accept("decided " + key);
            }
        }
    }
}
