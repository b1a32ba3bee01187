package io.gorgon.workflow.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.gorgon.workflow.compile.Drafts;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstalledStepTypesTest {

    private static final StepTypes TYPES = StepTypes.installed();

    static Stream<StepType> all() {
        return StreamSupport.stream(TYPES.all().spliterator(), false);
    }

    @Test
    void areThoseOfTheLanguage() {
        assertThat(TYPES.names())
                .contains(
                        "claude_code",
                        "openai",
                        "llm",
                        "embed",
                        "shell",
                        "parallel",
                        "checkpoint",
                        "fan_out",
                        "fan_in",
                        "map_reduce",
                        "branch",
                        "loop",
                        "mcp_tool",
                        "approval",
                        "sub_workflow",
                        "to",
                        "set",
                        "wait",
                        "validate");
    }

    @ParameterizedTest
    @MethodSource("all")
    void describeThemselvesAndEachParameter(StepType type) {
        assertThat(type.description()).endsWith(".").hasSizeLessThan(140);
        for (Map.Entry<String, JsonNode> each :
                type.paramsSchema().path("properties").properties()) {
            assertThat(each.getValue().path("description").asText())
                    .as(each.getKey())
                    .endsWith(".");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void haveASchemaThatIsOne(StepType type) {
        SpecVersion.VersionFlag version = SpecVersion.VersionFlag.V202012;
        assertThat(
                        JsonSchemaFactory.getInstance(version)
                                .getSchema(SchemaLocation.of(version.getId()))
                                .validate(type.paramsSchema()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void nameOnlyParametersThatTheyHave(StepType type) {
        JsonNode properties = type.paramsSchema().path("properties");
        type.paramsSchema()
                .path("required")
                .forEach(name -> assertThat(properties.has(name.asText())).isTrue());
        for (Block block : type.blocks()) {
            assertThat(properties.has(block.param().split("/")[0])).isTrue();
        }
        type.literalParams().forEach(name -> assertThat(properties.has(name)).as(name).isTrue());
    }

    @Test
    void aLoopReadsWhatItsConditionLooksAt() {
        assertThat(
                        reads(
                                "{id: a, type: loop, params: {while: {all: [{field: x.y, operator: not_empty},"
                                        + " {field: loop_index, operator: less_than, value: 2}]}, steps: []}}"))
                .containsExactly("x");
    }

    @Test
    void aFanInDoesNotReadItsOwnItems() {
        assertThat(
                        reads(
                                "{id: a, type: fan_in, params: {input: '${found}', aggregation: llm,"
                                        + " aggregate_prompt: '${items} for ${reader}'}}"))
                .containsExactlyInAnyOrder("found", "reader");
    }

    @Test
    void aBranchReadsWhatItsCasesLookAtButNotWhatIsInside() {
        assertThat(
                        reads(
                                "{id: a, type: branch, params: {cases: [{when: {field: x, operator: not_empty},"
                                        + " steps: [{id: b, type: set, params: {y: '${z}'}}]}]}}"))
                .containsExactly("x");
    }

    private static Iterable<String> reads(String yaml) {
        Step step = Drafts.steps("[" + yaml + "]").get(0);
        return TYPES.get(step.type()).reads(step);
    }
}
