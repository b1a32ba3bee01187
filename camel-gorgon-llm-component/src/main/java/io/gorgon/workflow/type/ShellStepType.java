package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.shell.RefusedCommandException;
import io.gorgon.shell.RunnableScript;
import io.gorgon.shell.Shell;
import io.gorgon.shell.ShellOptions;
import io.gorgon.shell.ShellResult;
import io.gorgon.shell.ShellScript;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.PermanentFailure;
import io.gorgon.workflow.step.StepCall;
import io.gorgon.workflow.step.StepChecks;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepProblem;
import io.gorgon.workflow.step.TemplatedParams;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs a command that the operator allows. */
public final class ShellStepType implements ActionStepType {

    private static final String ALLOW_FAILURE = "allowFailure";
    private static final String ALLOW_DANGEROUS = "allowDangerous";
    private static final String WORKING_DIRECTORY = "workingDirectory";

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public String description() {
        return "Runs a shell command, if the operator allows its programs.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return ActingRole.describe(
                        new ParamsSchema()
                                .filledText(
                                        "command",
                                        "The command; values take the place of placeholders as quoted words.")
                                .flag(
                                        "allow_failure",
                                        false,
                                        "Whether an exit code other than 0 is an answer too.")
                                .flag(
                                        "allow_dangerous",
                                        false,
                                        "Whether a command may run that looks as if it could do great harm.")
                                .flag(
                                        "escape_variables",
                                        true,
                                        "Accepted and without effect: values are always quoted.")
                                .text("working_directory", "Where the command runs."))
                .required("command")
                .build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.EFFECT;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of("stdout", "stderr", "returncode");
    }

    @Override
    public Set<String> literalParams() {
        return Set.of("command", ActingRole.ROLE, ActingRole.CAPABILITY);
    }

    @Override
    public Set<String> reads(Step step) {
        Set<String> names = new TreeSet<>(TemplatedParams.names(step, this));
        try {
            names.addAll(ShellScript.parse(command(step)).variables());
        } catch (RefusedCommandException toldByTheCheck) {
            // what cannot be parsed is an error of its own
        }
        return names;
    }

    /** A command that this installation does not allow is a warning: it may be run elsewhere. */
    @Override
    public List<StepProblem> check(Step step, StepChecks checks) {
        List<StepProblem> problems = new ArrayList<>();
        ShellScript script;
        try {
            script = ShellScript.parse(command(step));
            script.expressions().forEach(each -> Template.parse("${" + each + "}"));
        } catch (RefusedCommandException | InvalidTemplateException refused) {
            return List.of(StepProblem.error("/params/command", refused.getMessage()));
        }
        checks.config()
                .ifPresent(
                        config ->
                                script.problems(config.shell())
                                        .forEach(
                                                problem ->
                                                        problems.add(
                                                                StepProblem.warning(
                                                                        "/params/command",
                                                                        problem.message()))));
        return problems;
    }

    private static String command(Step step) {
        return step.text("command") == null ? "" : step.text("command");
    }

    @Override
    public Object run(StepCall call) {
        RunnableScript script = script(call);
        ShellResult result;
        try {
            result =
                    new Shell(call.config().shell())
                            .run(script, options(call), call.cancellation());
        } catch (RefusedCommandException refused) {
            throw new PermanentFailure(refused.getMessage(), refused);
        }
        boolean mayFail = Boolean.parseBoolean(call.options().get(ALLOW_FAILURE));
        if (mayFail) {
            result.requireFinished();
        } else {
            result.requireSuccess();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("stdout", result.stdout());
        answer.put("stderr", result.stderr());
        answer.put("returncode", result.exitCode());
        return answer;
    }

    private static RunnableScript script(StepCall call) {
        if (call.input() instanceof RunnableScript script) {
            return script;
        }
        throw new PermanentFailure(
                "a shell step runs only what the language gorgon-shell has made of its command");
    }

    private static ShellOptions options(StepCall call) {
        String directory = call.options().get(WORKING_DIRECTORY);
        Duration left = call.timeLeft();
        ShellOptions options =
                ShellOptions.defaults()
                        .withTimeout(left.isZero() ? Duration.ofMillis(1) : left)
                        .withAllowDangerous(
                                Boolean.parseBoolean(call.options().get(ALLOW_DANGEROUS)));
        return directory == null ? options : options.withWorkingDirectory(Path.of(directory));
    }

    /** Nothing is started, but a command that is not allowed fails here as well. */
    @Override
    public Object dryRun(StepCall call) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("stdout", "[DRY RUN] a command would run");
        answer.put("stderr", "");
        answer.put("returncode", 0);
        answer.put("dry_run", true);
        return answer;
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        String command = step.text("command");
        Map<String, Object> options = new LinkedHashMap<>();
        if (ParamsSchema.flag(step, "allow_failure")) {
            options.put(ALLOW_FAILURE, true);
        }
        if (ParamsSchema.flag(step, "allow_dangerous")) {
            options.put(ALLOW_DANGEROUS, true);
        }
        if (step.text("working_directory") != null) {
            options.put(WORKING_DIRECTORY, step.text("working_directory"));
        }
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(route.setBody(route.expression("gorgon-shell", command == null ? "" : command)));
        steps.add(route.to("gorgon-step:shell", options));
        return steps;
    }
}
