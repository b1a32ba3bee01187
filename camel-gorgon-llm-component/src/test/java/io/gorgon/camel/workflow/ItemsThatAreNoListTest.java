package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsThatAreNoListTest {

    @TempDir Path folder;

    @Test
    void aFanOutThatHasNoListToGoThroughSaysSo() throws Exception {
        try (WorkflowTrial trial = WorkflowTrial.withMock(folder)) {
            Workflow workflow =
                    trial.workflows()
                            .read(
                                    "each.yaml",
                                    """
                                    name: Each
                                    inputs: [what]
                                    steps:
                                      - id: each
                                        type: fan_out
                                        params:
                                          items: ${what}
                                          step_template: {type: llm, params: {prompt: "${item}"}}
                                    """,
                                    Set.of())
                            .orThrow(false)
                            .workflow();
            trial.loadCompiled(trial.workflows().compile(workflow));

            RunResult result = trial.run("each", Map.of("what", "a word"));

            assertThat(result.status()).isEqualTo(RunStatus.FAILED);
            assertThat(result.error())
                    .isEqualTo(
                            "Step 'each' failed: fan_out items must be a list, but they are not one");
        }
    }
}
