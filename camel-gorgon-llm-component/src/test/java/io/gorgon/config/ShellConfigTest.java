package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.shell.ShellPolicy;
import org.junit.jupiter.api.Test;

class ShellConfigTest {

    @Test
    void withoutAWordAboutItNoProgramMayRun() {
        ShellPolicy shell = Configs.read("llm:\n  mode: local\n").shell();

        assertThat(shell.allowed()).isEmpty();
        assertThat(shell.allowsEverything()).isFalse();
        assertThat(shell.inheritedEnvironment()).contains("PATH", "HOME").noneMatch(this::isKey);
        assertThat(shell.maxOutputBytes()).isEqualTo(10 * 1024 * 1024);
    }

    private boolean isKey(String name) {
        return name.contains("KEY") || name.contains("TOKEN") || name.contains("SECRET");
    }

    @Test
    void whatTheFileSaysHolds() {
        ShellPolicy shell =
                Configs.read(
                                """
                                shell:
                                  allowed: [git, pytest]
                                  environment: [PATH]
                                  max_output_bytes: 1000
                                """)
                        .shell();

        assertThat(shell.allowed()).containsExactlyInAnyOrder("git", "pytest");
        assertThat(shell.inheritedEnvironment()).containsExactly("PATH");
        assertThat(shell.maxOutputBytes()).isEqualTo(1000);
    }

    @Test
    void aStarAllowsEverything() {
        assertThat(Configs.read("shell: { allowed: ['*'] }").shell().allowsEverything()).isTrue();
    }

    @Test
    void anInheritedVariableIsAName() {
        assertThatThrownBy(() -> Configs.read("shell: { environment: ['A=b'] }"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("shell.environment[0]");
    }
}
