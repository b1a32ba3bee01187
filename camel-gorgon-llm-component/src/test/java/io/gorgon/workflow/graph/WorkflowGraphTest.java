package io.gorgon.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkflowGraphTest {

    private static String edges(WorkflowGraph graph) {
        StringBuilder text = new StringBuilder();
        graph.edges()
                .forEach(
                        edge ->
                                text.append(edge.from())
                                        .append(" -> ")
                                        .append(edge.to())
                                        .append(" ")
                                        .append(edge.kind())
                                        .append(" ")
                                        .append(edge.label())
                                        .append("\n"));
        return text.toString();
    }

    @Test
    void stepsFollowTheFileUnlessTheyRunInParallel() {
        WorkflowGraph graph =
                Samples.graph(
                        """
                        steps:
                          - {id: a, type: llm, params: {prompt: x}, outputs: [v]}
                          - {id: b, type: llm, params: {prompt: x}}
                        """);
        assertThat(edges(graph)).isEqualTo("a -> b ORDER \nstart -> a ORDER \nb -> end ORDER \n");
    }

    @Test
    void stepsWaitForWhatTheyReadInParallel() {
        WorkflowGraph graph =
                Samples.graph(
                        """
                        settings: {auto_parallel: true}
                        steps:
                          - {id: a, type: llm, params: {prompt: x}, outputs: [v, w]}
                          - {id: b, type: llm, params: {prompt: x}}
                          - {id: c, type: llm, depends_on: [b], params: {prompt: "${v} ${w}"}}
                        """);
        assertThat(edges(graph))
                .contains("b -> c DEPENDENCY \n")
                .contains("a -> c DEPENDENCY v, w\n")
                .contains("start -> a ORDER")
                .contains("start -> b ORDER")
                .contains("c -> end ORDER")
                .doesNotContain("a -> b")
                .doesNotContain("a -> end");
    }

    @Test
    void nothingPassesAnApprovalInParallel() {
        WorkflowGraph graph =
                Samples.graph(
                        """
                        settings: {auto_parallel: true}
                        steps:
                          - {id: ask, type: approval, params: {prompt: x}}
                          - {id: a, type: llm, params: {prompt: x}}
                        """);
        assertThat(edges(graph)).contains("ask -> a DEPENDENCY").doesNotContain("start -> a ");
    }

    @Test
    void aConditionLeadsToItsStepAndPastIt() {
        WorkflowGraph graph =
                Samples.graph(
                        """
                        steps:
                          - id: a
                            type: llm
                            params: {prompt: x}
                            condition: {field: score, operator: less_than, value: 80}
                          - {id: b, type: llm, params: {prompt: x}}
                        """);
        assertThat(graph.nodes().get(1).title()).isEqualTo("score < 80");
        assertThat(edges(graph))
                .contains("a condition -> a YES yes")
                .contains("a condition -> b NO no")
                .contains("a -> b ORDER");
    }

    @Test
    void aFallbackStandsBesideItsStep() {
        assertThat(edges(Samples.everything()))
                .contains("guess -> guess.fallback.simple FAILURE if it fails")
                .contains("guess.fallback.simple -> improve ORDER");
    }

    @Test
    void aBranchAsksOneConditionAfterTheOther() {
        assertThat(edges(Samples.everything()))
                .contains("choose case 1 condition -> choose.publish YES")
                .contains("choose case 1 condition -> choose case 2 condition NO")
                .contains("choose case 2 condition -> choose.revise YES")
                .contains("choose case 2 condition -> choose.drop NO");
    }

    @Test
    void aLoopLeadsBack() {
        assertThat(edges(Samples.everything()))
                .contains("improve. again -> improve.write AGAIN again");
    }

    @Test
    void mapComesBeforeReduce() {
        assertThat(edges(Samples.everything()))
                .contains("each_file map_step -> each_file.reduce ORDER");
    }

    @Test
    void aWorkflowWithoutStepsIsAStartAndAnEnd() {
        assertThat(edges(Samples.graph("steps: []"))).isEqualTo("start -> end ORDER \n");
    }

    @Test
    void stepsCalledLikeTheStartAndTheEndAreStepsOfTheirOwn() {
        WorkflowGraph graph =
                Samples.graph(
                        """
                        steps:
                          - {id: start, type: llm, params: {prompt: x}}
                          - {id: end, type: llm, params: {prompt: x}}
                        """);
        assertThat(graph.nodes()).extracting(GraphNode::id).doesNotHaveDuplicates().hasSize(4);
        assertThat(graph.edges()).hasSize(3);
    }

    @Test
    void noPasswordOfAnEndpointIsShown() {
        WorkflowGraph graph =
                Samples.graph(
                        """
                        steps:
                          - {id: a, type: to, params: {uri: "ftp://me:secret@host/in?password=secret"}}
                        """);
        assertThat(graph.toString()).contains("ftp://host/in").doesNotContain("secret");
    }

    @Test
    void everyEdgeJoinsTwoOfOneGroup() {
        WorkflowGraph graph = Samples.everything();
        Map<String, String> groups = new HashMap<>();
        graph.nodes().forEach(node -> groups.put(node.id(), node.group()));
        graph.groups().forEach(group -> groups.put(group.id(), group.group()));
        Set<String> linked = new HashSet<>();
        for (GraphEdge edge : graph.edges()) {
            assertThat(groups).containsKeys(edge.from(), edge.to());
            assertThat(groups.get(edge.from())).isEqualTo(groups.get(edge.to()));
            linked.add(edge.from());
            linked.add(edge.to());
        }
        assertThat(linked).contains("start", "end", "fetch", "together.both", "save");
    }
}
