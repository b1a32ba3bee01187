package io.gorgon.workflow.graph;

import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Workflows to draw. */
final class Samples {

    static final StepTypes TYPES = StepTypes.installed();

    static final String EVERYTHING =
            """
            name: Everything at once
            description: Shows each shape that a drawing can have.
            inputs: {files: list, question: string}
            outputs: [report]
            steps:
              - {id: fetch, type: to, params: {uri: "direct:page"}, outputs: [page]}
              - id: guess
                type: llm
                params: {role: planner, prompt: "${question}"}
                on_failure: fallback
                fallback: {step: {id: simple, type: shell, params: {command: "echo x"}}}
              - id: improve
                type: loop
                params:
                  until: {field: score, operator: greater_than, value: 80}
                  max_iterations: 5
                  steps:
                    - {id: write, type: llm, params: {prompt: x}, outputs: [text]}
                    - id: judge
                      type: llm
                      params: {prompt: x}
                      outputs: [score]
                      condition: {field: text, operator: not_empty}
              - id: choose
                type: branch
                params:
                  cases:
                    - when: {field: score, operator: greater_than, value: 90}
                      steps: [{id: publish, type: mcp_tool, params: {server: a, tool: b}}]
                    - when:
                        all:
                          - {field: score, operator: greater_than, value: 50}
                          - {field: kind, operator: equals, value: draft}
                      steps: [{id: revise, type: sub_workflow, params: {workflow: revise}}]
                  default: [{id: drop, type: set, params: {x: 1}}]
              - id: boss
                type: approval
                params: {prompt: "ok?"}
                condition: {field: page, operator: contains, value: money}
              - id: each_file
                type: map_reduce
                params:
                  items: "${files}"
                  map_step: {type: llm, params: {prompt: "${item}"}}
                  reduce_step: {type: llm, params: {prompt: x}}
                outputs: [report]
                on_failure: skip
              - {id: save, type: checkpoint, params: {}}
              - id: together
                type: parallel
                params:
                  max_workers: 2
                  steps:
                    - {id: one, type: llm, params: {prompt: x}, outputs: [first]}
                    - {id: two, type: validate, params: {}}
                    - id: both
                      type: llm
                      depends_on: [one, two]
                      params: {prompt: "${first}"}
            """;

    private Samples() {}

    static WorkflowGraph graph(String yaml) {
        return WorkflowGraph.of(WorkflowText.read(yaml), TYPES);
    }

    static WorkflowGraph everything() {
        return graph(EVERYTHING);
    }

    /** One step with a text wherever a workflow can have one. */
    static Workflow with(String text) {
        String quoted = TextNode.valueOf(text).toString();
        return WorkflowText.read(
                """
                name: %1$s
                description: %1$s
                inputs: [{name: a, description: %1$s, default: %1$s}]
                outputs: [{name: %1$s, description: %1$s}]
                settings: {auto_parallel: true}
                steps:
                  - id: %1$s
                    type: llm
                    description: %1$s
                    params: {role: %1$s, prompt: x}
                    outputs: [%1$s]
                    condition: {field: %1$s, operator: %1$s, value: %1$s}
                  - id: second
                    depends_on: [%1$s]
                    type: parallel
                    description: %1$s
                    params: {items: %1$s, steps: [{id: %1$s, type: shell, params: {}}]}
                """
                        .formatted(quoted));
    }

    /** Steps that wait for steps before them, by chance. */
    static WorkflowGraph random(long seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(28);
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> before = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(i + 1) < 2) {
                    before.add("step_" + "x".repeat(j % 17) + j);
                }
            }
            steps.add(
                    "  - {id: step_%s%d, type: %s, depends_on: [%s], params: {prompt: x}%s}"
                            .formatted(
                                    "x".repeat(i % 17),
                                    i,
                                    random.nextBoolean() ? "llm" : "shell",
                                    String.join(", ", before),
                                    random.nextInt(4) == 0
                                            ? ", condition: {field: a, operator: not_empty}"
                                            : ""));
        }
        return graph(
                "name: random\nsettings: {auto_parallel: true}\nsteps:\n"
                        + String.join("\n", steps));
    }
}
