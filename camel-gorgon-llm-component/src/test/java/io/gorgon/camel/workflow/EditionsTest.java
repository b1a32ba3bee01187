package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.journal.Definition;
import io.gorgon.workflow.parse.InvalidWorkflowException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditionsTest {

    private static final String CHILD =
            """
            name: Child
            outputs: [said]
            steps:
              - {id: say, type: set, params: {said: "child %s"}}
            """;

    private static final String PARENT =
            """
            name: Parent
            outputs: [said, own]
            steps:
              - {id: say, type: set, params: {own: "parent %s"}}
              - {id: call, type: sub_workflow, params: {workflow: child}, outputs: [said]}
            """;

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final Editions editions = new Editions(runner.camel());

    @BeforeEach
    void prepare() {
        WorkflowRuntime.of(runner.camel()).setJournal(new FakeJournal().journal());
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private static List<Definition> texts(String word) {
        return List.of(
                Definition.of("parent", "parent.yaml", PARENT.formatted(word)),
                Definition.of("child", "child.yaml", CHILD.formatted(word)));
    }

    private void loadNew() {
        runner.load("child.yaml", CHILD.formatted("new"), Set.of());
        runner.load("parent.yaml", PARENT.formatted("new"), Set.of());
    }

    private Map<String, Object> run(String address) {
        Ran ran = runner.send(address, Map.of(), Map.of(), runner.options());
        assertThat(ran.result().workflow()).isEqualTo("parent");
        return ran.result().outputs();
    }

    private List<String> routes() {
        return runner.camel().getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.contains("@"))
                .toList();
    }

    @Test
    void anEditionRunsItsOwnTextsAndTheOthersTheirs() {
        loadNew();
        try (Editions.Use old = editions.use(texts("old"), Set.of())) {
            assertThat(run(old.address("parent")))
                    .isEqualTo(Map.of("said", "child old", "own", "parent old"));
            assertThat(run("direct:gorgon-workflow-parent"))
                    .isEqualTo(Map.of("said", "child new", "own", "parent new"));
        }
    }

    @Test
    void itDoesNotCountAsWhatIsLoaded() {
        loadNew();
        List<Definition> loaded = WorkflowRuntime.of(runner.camel()).definitions("parent");
        try (Editions.Use old = editions.use(texts("old"), Set.of())) {
            assertThat(old.address("parent")).contains("@");
            assertThat(WorkflowRuntime.of(runner.camel()).definitions("parent")).isEqualTo(loaded);
        }
    }

    @Test
    void thoseWhoUseItShareItAndTheLastOneTakesItAway() {
        loadNew();
        Model model = runner.camel().getCamelContextExtension().getContextPlugin(Model.class);
        int beans = model.getCustomBeans().size();
        Editions.Use one = editions.use(texts("old"), Set.of());
        Editions.Use two = editions.use(texts("old"), Set.of());
        assertThat(one.address("parent")).isEqualTo(two.address("parent"));
        assertThat(routes()).hasSize(2);

        one.close();
        one.close();
        assertThat(run(two.address("parent"))).containsEntry("own", "parent old");

        two.close();
        assertThat(routes()).isEmpty();
        assertThat(model.getRouteDefinitions()).noneMatch(route -> route.getId().contains("@"));
        assertThat(model.getCustomBeans()).hasSize(beans);
        assertThat(runner.camel().getRegistry().findByTypeWithName(StepPolicy.class).keySet())
                .isNotEmpty()
                .noneMatch(name -> name.contains("@"));
        assertThat(runner.camel().getEndpoints())
                .extracting(Endpoint::getEndpointUri)
                .noneMatch(uri -> uri.contains("@"));
        try (Editions.Use again = editions.use(texts("old"), Set.of())) {
            assertThat(run(again.address("parent"))).containsEntry("own", "parent old");
        }
    }

    @Test
    void itIsLoadedAgainWhenSomebodyHasTakenItsRoutesAway() throws Exception {
        loadNew();
        try (Editions.Use old = editions.use(texts("old"), Set.of())) {
            for (String id : routes()) {
                runner.camel().getRouteController().stopRoute(id);
                runner.camel().removeRoute(id);
            }
            try (Editions.Use again = editions.use(texts("old"), Set.of())) {
                assertThat(run(old.address("parent"))).containsEntry("own", "parent old");
                assertThat(run(again.address("parent"))).containsEntry("own", "parent old");
            }
        }
    }

    @Test
    void aTextThatCannotBeRunLeavesNothingBehind() {
        loadNew();
        List<Definition> broken =
                List.of(
                        texts("old").get(0),
                        Definition.of(
                                "child",
                                "child.yaml",
                                CHILD.formatted("x").replace("type: set", "type: sett")));

        assertThatThrownBy(() -> editions.use(broken, Set.of()))
                .isInstanceOf(InvalidWorkflowException.class)
                .hasMessageContaining("child.yaml:4:");
        assertThat(routes()).isEmpty();
    }

    @Test
    void theOrderOfTheTextsDoesNotMatterForItsName() {
        List<Definition> texts = texts("old");
        assertThat(Editions.name(List.of(texts.get(1), texts.get(0))))
                .isEqualTo(Editions.name(texts))
                .hasSize(12)
                .isNotEqualTo(Editions.name(texts("new")));
    }
}
