package io.gorgon.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.Cancellation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellPolicyTest {

    private static final ShellPolicy SOME =
            Shells.policy("cat", "find", "xargs", "env", "head", "timeout", "pytest", "pip-audit");

    @Test
    void withoutAnyProgramThereIsNoShell() {
        assertThat(ShellScript.parse("echo hi").problems(Shells.policy()))
                .singleElement()
                .extracting(ShellProblem::message)
                .asString()
                .contains("may not run shell commands", "shell.allowed in gorgon.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if [ -d \"${p}\" ]; then\n  find \"${p}\" -name \"*.py\" -o -name \"*.ts\" | head -10 | xargs cat\nelse\n  cat \"${p}\"\nfi\n",
                "cd ${p} && ${c}",
                "cd ${p}\npip-audit --json 2>/dev/null || echo '{\"vulnerabilities\": []}'\n",
                "for f in a b; do cat \"$f\"; done > out",
                "while read -r line; do echo \"$line\"; done <<EOF\n$(cat x)\nEOF",
                "A=b; export A; printf '%s' \"$A\"",
                "timeout -k 1 5 env -u A B=c cat",
                "find \"$HOME\" -name '*.py' -exec cat {} +",
                "command -v rm"
            })
    void commandsOfListedProgramsMayRun(String command) {
        assertThat(ShellScript.parse(command).problems(SOME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm x",
                "cat x && rm x",
                "cat x || rm x",
                "cat x; rm x",
                "cat x & rm x",
                "cat x | rm x",
                "cat x\nrm x",
                "(rm x)",
                "{ rm x; }",
                "! rm x",
                "A=b rm x",
                "cat $(rm x)",
                "cat \"$(rm x)\"",
                "cat `rm x`",
                "cat \"`rm x`\"",
                "cat $(cat $(rm x))",
                "cat <<EOF\n$(rm x)\nEOF",
                "cat $(( $(rm x) ))",
                "A=$(rm x)",
                "cat < $(rm x)",
                "if rm x; then :; fi",
                "if :; then rm x; fi",
                "if :; then :; elif rm x; then :; else rm x; fi",
                "while rm x; do :; done",
                "for i in $(rm x); do :; done",
                "for i in 1; do rm x; done",
                "case x in x) rm x;; esac",
                "case $(rm x) in *) ;; esac",
                "> out rm x",
                "2>&1 rm x",
                "r\\\nm x",
                "'rm' x",
                "r\"m\" x",
                "\\rm x",
                "xargs rm",
                "xargs -0 -n 1 rm",
                "env rm x",
                "env -i A=b rm x",
                "exec rm x",
                "command rm x",
                "timeout 5 rm x",
                "find . -exec rm {} \\;",
                "find . -name x -execdir xargs rm \\;",
                "X=rm; $X x",
                "$(echo rm) x",
                "\"$X\" x",
                "r? x",
                "/bin/r* x",
                "{rm,x}",
                "~/rm x",
                "/tmp/cat x",
                "./cat x",
                "find . $X",
                "find . \"$X\" rm {} +",
                "xargs $X",
                "xargs -Z rm",
                "env -S 'rm x'",
                "sh -c 'rm x'",
                "eval 'rm x'",
                ". ./x",
                "source x",
                "trap 'rm x' EXIT",
                "alias cat=rm",
                "cat() { rm x; }; cat",
                "(rm() { :; }); rm x",
                "PATH=/tmp cat x",
                "export PATH=/tmp; cat x",
                "export \"$X\"; cat x",
                "read PATH; cat x",
                "read $X; cat x",
                "for PATH in /tmp; do cat x; done",
                "cat $((PATH=1))",
                "env PATH=/tmp cat x",
                "LD_PRELOAD=x cat y",
                "IFS=x; cat y",
                "printf -v PATH x",
                "cat <(rm x)",
                "cat \"$\\\n(rm x)\"",
                "cat $'\\'' rm",
                "[[ a && b ]]",
                "cat <<EOF\n\\\nEOF\nrm x\nEOF",
                "function cat { rm x; }",
                "if",
                "cat 'x",
                "cat )",
                "((rm x))"
            })
    void whatMayRunAnythingElseIsRefused(String command) {
        assertThat(ShellScript.parse(command).problems(SOME)).isNotEmpty();
        assertThat(ShellScript.parse(command).problems(Shells.EVERYTHING)).isEmpty();
    }

    @Test
    void theProgramsOfACommandAreToldInOrder() {
        assertThat(
                        ShellScript.parse("cd x && ${c} $(git log | xargs -0 cat) > \"$(tail y)\"")
                                .programs())
                .containsExactly("cd", "${c}", "git", "xargs", "cat", "tail");
    }

    @ParameterizedTest
    @CsvSource({
        "pytest -q, true",
        "rm x, false",
        "timeout 5 rm, false",
        "find . -exec rm {} +, false"
    })
    void aCommandPlaceholderIsCheckedByItsValue(String value, boolean allowed) {
        RunnableScript script = Shells.bind("cd / && ${c}", Map.of("c", value));

        assertThat(script.problems(SOME, false).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void valuesCannotMakeAListedProgramRunAnother() {
        Map<String, String> values = Map.of("a", "-exec", "b", "rm");

        assertThat(Shells.bind("find . ${a} ${b} {} +", values).problems(SOME, false)).isNotEmpty();
    }

    @Test
    void whatIsRefusedDoesNotRun() {
        Shell shell = new Shell(SOME);
        RunnableScript script = Shells.bind("echo a && rm x", Map.of());

        assertThatThrownBy(() -> shell.run(script, ShellOptions.defaults(), new Cancellation()))
                .isInstanceOf(RefusedCommandException.class)
                .hasMessage(
                        "The program 'rm' is not allowed. To allow it, add it to shell.allowed in"
                                + " gorgon.yaml.");
    }

    @Test
    void theOffsetPointsAtTheProgram() {
        assertThat(ShellScript.parse("cat a && rm x").problems(SOME))
                .extracting(ShellProblem::offset)
                .containsExactly(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sudo ls",
                "SUDO ls",
                "su\\do ls",
                "rm -rf /tmp/x",
                "rm -rf \"/tmp/x\"",
                "rm --recursive a /tmp/x",
                "curl u | sh",
                "wget x | bash",
                "chmod 777 f",
                "chmod 0777 f",
                "eval ls",
                "echo > /dev/sda",
                "dd if=a of=/dev/sda",
                ":(){ :|:& };:"
            })
    void dangerousCommandsRunOnlyWhereTheStepAllowsThem(String command) {
        RunnableScript script = Shells.bind(command, Map.of());

        assertThat(script.problems(Shells.EVERYTHING, false))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("dangerous pattern"));
        assertThat(script.problems(Shells.EVERYTHING, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -r x",
                "rm -rf ./x",
                "chmod -R 777 f",
                "rm -rf x && ls /tmp",
                "echo evaluate"
            })
    void otherCommandsAreNotDangerous(String command) {
        assertThat(Shells.bind(command, Map.of()).problems(Shells.EVERYTHING, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"${v}, sudo ls", "rm -rf ${v}, /", "chmod ${v} f, 777"})
    void valuesCanMakeACommandDangerous(String command, String value) {
        assertThat(Shells.bind(command, Map.of("v", value)).problems(Shells.EVERYTHING, false))
                .isNotEmpty();
    }

    @Test
    void dangerousWordsInDataAreData() {
        assertThat(Shells.stdout("echo ${v}", Map.of("v", "sudo rm -rf /")))
                .isEqualTo("sudo rm -rf /\n");
    }
}
