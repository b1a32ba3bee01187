package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.PositionedYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowCompilerTest {

    private static final WorkflowCompiler COMPILER =
            new WorkflowCompiler(
                    StepTypes.installed(),
                    role -> role.equals("planner") ? ModelTier.REASONING : ModelTier.STANDARD);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: a, type: claude_code, params: {prompt: Hi}}",
                "{id: a, type: openai, params: {prompt: Hi, model: 'llama3.2:3b'}}",
                "{id: a, type: llm, params: {prompt: Hi, role: planner, schema: {type: object}}}",
                "{id: a, type: llm, params: {prompt: Hi}, outputs: [x, y, model]}",
                "{id: a, type: embed, params: {text: [a, '${b}'], model: m}}",
                "{id: a, type: shell, params: {command: 'ls ${x}', working_directory: /srv/a b}}",
                "{id: a, type: parallel, params: {steps: [{id: b, type: set, params: {x: 1}}]}}",
                "{id: a, type: parallel, params: {steps: []}}",
                "{id: a, type: checkpoint, params: {message: 'At ${x}'}}",
                "{id: a, type: checkpoint}",
                "{id: a, type: checkpoint, params: {pause: true}}",
                "{id: a, type: approval, params: {prompt: Go?, preview_from: [x, y]}}",
                "{id: a, type: fan_out, params: {items: [1, 2], fail_fast: true, collect_errors: false,"
                        + " step_template: {type: llm, params: {prompt: '${item}'}}}}",
                "{id: a, type: fan_in, params: {input: '${x}', separator: ', '}}",
                "{id: a, type: fan_in, params: {input: '${x}', aggregation: custom, callback: 'direct:x'}}",
                "{id: a, type: fan_in, params: {input: '${x}', aggregation: llm, aggregate_prompt: '${items}'}}",
                "{id: a, type: map_reduce, params: {items: '${x}', map_step: {type: llm, params: {prompt: a}},"
                        + " reduce_step: {type: concat, params: {separator: '; '}}}, outputs: [r]}",
                "{id: a, type: map_reduce, params: {items: '${x}', map_step: {type: llm, params: {prompt: a}},"
                        + " reduce_step: {type: llm, params: {prompt: '${items}'}}}, outputs: [r, map_failed]}",
                "{id: a, type: branch, params: {condition: {field: x, operator: not_empty}, then: [{id: t, type: set, params: {x: 2}}],"
                        + " else: [{id: b, type: set, params: {x: 1}}]}, outputs: [branch_taken]}",
                "{id: a, type: branch, params: {cases: [{when: {field: x, operator: equals, value: 1},"
                        + " steps: [{id: b, type: set, params: {y: 1}}]}], default: [{id: c, type: set, params: {y: 2}}]}}",
                "{id: a, type: loop, params: {count: 3, steps: [{id: b, type: set, params: {y: 1}}]}}",
                "{id: a, type: loop, params: {count: '${n}', steps: [{id: b, type: set, params: {y: 1}}]}, outputs: [iterations]}",
                "{id: a, type: loop, params: {for_each: '${n}', steps: [{id: b, type: loop, params: {count: 2, steps: [{id: c, type: set, params: {y: 1}}]}}]}}",
                "{id: a, type: loop, params: {while: {field: n, operator: less_than, value: 3}, steps: [{id: b, type: set, params: {y: 1}}]}}",
                "{id: a, type: mcp_tool, params: {server: s, tool: t, arguments: {a: '${b}'}}}",
                "{id: a, type: sub_workflow, params: {workflow: dir/child.yaml, inputs: {a: '${b}'}, pass_context: true}}",
                "{id: a, type: to, params: {uri: 'direct:x', body: {a: '${b}'}, headers: {h: 1}, reply: false}}",
                "{id: a, type: to, params: {uri: 'mock:x', parameters: {retainFirst: 1}}}",
                "{id: a, type: set, params: {x: '${y}', z: {a: [1]}}}",
                "{id: a, type: wait, params: {seconds: 1}}",
                "{id: a, type: validate, params: {value: '${x}', schema: {type: string, pattern: '^${2}'}}}",
                "{id: a, type: llm, params: {prompt: Hi}, condition: {field: x, operator: not_empty},"
                        + " circuit_breaker_key: 'k \"1\"', on_failure: skip}",
                "{id: a, type: llm, params: {prompt: Hi}, on_failure: fallback, fallback: {value: {a: '${b}'}}, outputs: [x]}",
                "{id: a, type: llm, params: {prompt: Hi}, on_failure: fallback,"
                        + " fallback: {step: {id: plan_b, type: set, params: {x: 1}}}}",
                "{id: a, type: llm, params: {prompt: Hi}, on_failure: continue_with_default, default_output: {x: 1}}",
                "{id: a, type: llm, params: {prompt: Hi}, on_failure: fallback}"
            })
    void givesARouteThatCamelLoads(String step) throws Exception {
        String text = compiled("steps: [" + step + "]");
        assertThat(LoadedRoute.schemaProblems(text)).as(text).isEmpty();
        try (LoadedRoute route = new LoadedRoute(text)) {
            assertThat(route.context().getRoute("gorgon-workflow-w")).isNotNull();
        }
    }

    @Test
    void twoWorkflowsWithTheSameStepsLoadInOneContext() throws Exception {
        String yaml =
                "steps: [{id: a, type: llm, params: {prompt: Hi}, circuit_breaker_key: k},"
                        + "{id: b, type: parallel, params: {steps: [{id: a, type: set, params: {x: 1}}]}}]";
        String both =
                COMPILER.compile(Drafts.workflow("one", yaml))
                        + COMPILER.compile(Drafts.workflow("two", yaml));
        try (LoadedRoute route = new LoadedRoute(both)) {
            assertThat(route.context().getRoute("gorgon-workflow-one")).isNotNull();
            assertThat(route.context().getRoute("gorgon-workflow-two")).isNotNull();
            assertThat(route.bean("gorgonStepBreaker-k", CircuitBreaker.class).getName())
                    .isEqualTo("k");
        }
    }

    @Test
    void aRoleGivesTierAndAgent() {
        assertThat(compiledStep("{type: llm, params: {prompt: Hi, role: planner}}"))
                .contains("to: gorgon-llm:reasoning?agentId=planner\n")
                .contains("role: planner\n");
        assertThat(compiledStep("{type: llm, params: {prompt: Hi, role: planner, tier: fast}}"))
                .contains("to: gorgon-llm:fast?agentId=planner\n");
        assertThat(compiledStep("{type: claude_code, params: {prompt: Hi}}"))
                .contains("to: gorgon-llm:standard?agentId=builder\n");
        assertThat(compiledStep("{type: openai, params: {prompt: Hi}}"))
                .contains("to: gorgon-llm:standard\n")
                .doesNotContain("preferredModel");
    }

    @Test
    void aModelIsAWishAndNumbersAreOptions() {
        String step =
                "{type: openai, params: {prompt: Hi, model: 'a:1b', max_tokens: 9, temperature: 0.5}}";
        assertThat(compiledStep(step))
                .contains("gorgon-llm:standard?preferredModel=a:1b&maxTokens=9&temperature=0.5\n");
    }

    @Test
    void oneOutputIsTheWholeText() {
        assertThat(compiledStep("{type: llm, params: {prompt: Hi}, outputs: [plan, model]}"))
                .doesNotContain("ResponseSchema");
    }

    @Test
    void severalOutputsAreAskedForAsAnObject() {
        JsonNode schema =
                schema(
                        "steps: [{id: a, type: llm, params: {prompt: Hi}, outputs: [plan, model,"
                                + " {name: todo, type: array, description: What to do}]}]");
        assertThat(schema.toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"plan\":{\"type\":\"string\",\"description\":\"plan\"},"
                                + "\"todo\":{\"type\":\"array\",\"description\":\"What to do\"}},"
                                + "\"required\":[\"plan\",\"todo\"],\"additionalProperties\":false}");
    }

    @Test
    void anOutputIsOfTheTypeThatTheWorkflowNeeds() {
        JsonNode properties =
                schema(
                                """
                                steps:
                                  - id: a
                                    type: llm
                                    params: {prompt: Hi}
                                    outputs: [score, good, files, chapters, words, mixed, text]
                                  - {id: b, type: set, params: {x: 1}, condition: {all: [
                                      {field: score, operator: less_than, value: 8},
                                      {not: {field: good, operator: equals, value: true}},
                                      {field: mixed, operator: equals, value: 1}]}}
                                  - {id: c, type: fan_out, params: {items: "${files}", step_template:
                                      {type: set, params: {x: 1}, condition: {field: mixed, operator: equals, value: a}}}}
                                  - {id: d, type: map_reduce, params: {items: "${chapters}",
                                      map_step: {type: llm, params: {prompt: a}}, reduce_step: {type: llm, params: {prompt: a}}}}
                                  - {id: e, type: loop, params: {for_each: "${words}", steps: []}}
                                """)
                        .path("properties");
        assertThat(properties.path("score").path("type").asText()).isEqualTo("number");
        assertThat(properties.path("good").path("type").asText()).isEqualTo("boolean");
        assertThat(properties.path("files").path("type").asText()).isEqualTo("array");
        assertThat(properties.path("files").path("items").path("type").asText())
                .isEqualTo("string");
        assertThat(properties.path("chapters").path("type").asText()).isEqualTo("array");
        assertThat(properties.path("words").path("type").asText()).isEqualTo("array");
        assertThat(properties.path("mixed").path("type").asText()).isEqualTo("string");
        assertThat(properties.path("text").path("type").asText()).isEqualTo("string");
    }

    @Test
    void oneOutputThatIsComparedWithANumberIsAskedForAsOne() {
        String yaml =
                "steps: [{id: a, type: llm, params: {prompt: Hi}, outputs: [score]},"
                        + "{id: b, type: set, params: {x: 1},"
                        + " condition: {field: score, operator: less_than, value: 3}}]";
        assertThat(schema(yaml).path("properties").path("score").path("type").asText())
                .isEqualTo("number");
    }

    @Test
    void aSchemaOfOnesOwnStandsAsItIs() {
        String yaml =
                "steps: [{id: a, type: llm, params: {prompt: Hi, schema: {type: object, title: '${x} {{y}}'}},"
                        + " outputs: [a, b]}]";
        assertThat(schema(yaml).path("title").asText()).isEqualTo("${x} {{y}}");
    }

    @Test
    void stepsThatWaitForEachOtherSaySo() {
        String text =
                compiled(
                        """
                        settings: {auto_parallel: true}
                        steps:
                          - {id: late, type: llm, params: {prompt: "${x}"}, depends_on: [early]}
                          - {id: early, type: set, params: {x: 1}}
                          - {id: free, type: set, params: {y: 1}}
                        """);
        assertThat(text)
                .containsSubsequence("id: early", "id: late", "id: early", "id: late", "id: free");
        assertThat(text).contains("after: early\n").contains("failFast: true\n");
    }

    @Test
    void anUnknownTypeIsNamed() {
        Workflow workflow = Drafts.workflow("w", "steps: [{id: a, type: set, params: {x: 1}}]");
        WorkflowCompiler without =
                new WorkflowCompiler(new StepTypes(java.util.List.of()), role -> ModelTier.FAST);
        assertThatThrownBy(() -> without.compile(workflow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown step type: set");
    }

    private static JsonNode schema(String yaml) {
        for (JsonNode header :
                PositionedYaml.parse(compiled(yaml)).tree().findValues("setHeader")) {
            if (header.path("name").asText().equals("CamelGorgonLlmResponseSchema")) {
                return PositionedYaml.parse(header.path("constant").asText()).tree();
            }
        }
        throw new AssertionError("no schema: " + compiled(yaml));
    }

    private static String compiledStep(String step) {
        return compiled("steps: [{id: a, " + step.substring(1) + "]");
    }

    private static String compiled(String yaml) {
        return COMPILER.compile(Drafts.workflow("w", yaml));
    }
}
