package io.gorgon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Redaction;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.value.PlainValues;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Tells people how a run ended: the outputs on standard output, the rest on standard error. */
final class RunSummary {

    private static final ObjectWriter STRUCTURES =
            LlmHttpClient.JSON.writer(
                    new DefaultPrettyPrinter()
                            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    /** What a run that waits gives to programs; people are told elsewhere. */
    private static final String APPROVAL = "__approval_";

    private final Surroundings surroundings;

    RunSummary(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Status, time, tokens, cost, warnings and the error. */
    void print(RunResult result, Workflow workflow) {
        PrintStream err = surroundings.err();
        Style style = surroundings.errStyle();
        String status = RunWords.status(result.status().label());
        err.println(
                coloured(style, result.status(), status)
                        + "  "
                        + workflow.name()
                        + "  "
                        + result.runId()
                        + "  in "
                        + RunWords.time(result.duration()));
        err.println(
                RunWords.tokens(result.usage().tokens(), result.usage().estimated())
                        + " of "
                        + RunWords.tokens(workflow.tokenBudget())
                        + " tokens, "
                        + cost(result.usage()));
        result.warnings()
                .forEach(it -> err.println(style.yellow("warning: ") + Redaction.line(it)));
        if (result.steps().stream().anyMatch(step -> Answer.isMock(step.provider()))) {
            new Answer(surroundings, false).warnOfMock("mock");
        }
    }

    private static String cost(StepUsage usage) {
        if (usage.costUsd() == null) {
            return "cost unknown";
        }
        boolean estimate = usage.estimated() && usage.costUsd().signum() > 0;
        return (estimate ? "~" : "") + Words.dollars(usage.costUsd());
    }

    /** Why it did not succeed; nothing if it did. */
    void printError(RunResult result) {
        if (result.error() != null) {
            Style style = surroundings.errStyle();
            String text =
                    result.status() == RunStatus.FAILED
                            ? style.red("gorgon: ") + result.error()
                            : style.yellow("gorgon: ") + result.error();
            surroundings.err().println(text);
        }
    }

    private static String coloured(Style style, RunStatus status, String text) {
        return switch (status) {
            case SUCCESS -> style.green(text);
            case FAILED, CANCELLED -> style.red(text);
            default -> style.yellow(text);
        };
    }

    /** Each output under its name: a text as it is, a structure as JSON. */
    void printOutputs(Map<String, Object> outputs) {
        PrintStream out = surroundings.out();
        boolean first = true;
        for (Map.Entry<String, Object> output : outputs.entrySet()) {
            if (output.getKey().startsWith(APPROVAL)) {
                continue;
            }
            if (!first) {
                out.println();
            }
            first = false;
            out.println(surroundings.outStyle().bold(output.getKey() + ":"));
            String text = text(output.getValue());
            out.print(text.endsWith("\n") ? text : text + System.lineSeparator());
        }
        out.flush();
    }

    /** A text as it is, a structure as JSON. */
    static String text(Object value) {
        Object plain = PlainValues.plain(value);
        if (!(plain instanceof Map) && !(plain instanceof List)) {
            return PlainValues.text(plain).orElse("");
        }
        try {
            return STRUCTURES.writeValueAsString(RunDocument.json(plain));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
