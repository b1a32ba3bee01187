package io.gorgon.workflow.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.gorgon.workflow.condition.Condition;
import io.gorgon.workflow.input.InputType;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.step.StepType;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkflowSchemaTest {

    private final ObjectNode schema = new WorkflowSchema(Parsing.TYPES).json();

    @Test
    void theSchemaIsItselfAValidSchema() {
        JsonSchema meta =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(schema)).isEmpty();
        assertThat(schema.path("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void everyFieldAndEveryParameterHasADescription() {
        List<String> without = new ArrayList<>();
        collect(schema, "", without);
        assertThat(without).isEmpty();
    }

    private static void collect(JsonNode definition, String path, List<String> without) {
        for (var property : definition.path("properties").properties()) {
            String at = path + "/" + property.getKey();
            boolean condition = path.contains("/if");
            boolean told =
                    property.getValue().has("description")
                            || property.getValue().has("$ref")
                            || property.getValue().isBoolean();
            if (!told && !condition) {
                without.add(at);
            }
        }
        for (var inside : definition.properties()) {
            collect(inside.getValue(), path + "/" + inside.getKey(), without);
        }
        if (definition.isArray()) {
            definition.forEach(item -> collect(item, path, without));
        }
    }

    @Test
    void editorsAreToldEveryTypeAndItsParameters() {
        JsonNode types = schema.at("/$defs/step_type");
        assertThat(types.path("enum")).hasSize(Parsing.TYPES.names().size());
        assertThat(types.path("enumDescriptions")).hasSize(Parsing.TYPES.names().size());
        for (StepType type : Parsing.TYPES.all()) {
            assertThat(types.path("enum")).anyMatch(name -> name.asText().equals(type.name()));
            assertThat(schema.path("$defs").path("params_" + type.name()).path("type").asText())
                    .isEqualTo("object");
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(schema.findValuesAsText("$ref"))
                .isNotEmpty()
                .allMatch(reference -> schema.at(reference.substring(1)).isObject());
    }

    @Test
    void stepsInStepsAreStepsForEditorsToo() {
        assertThat(schema.at("/$defs/params_parallel/properties/steps/items/$ref").asText())
                .isEqualTo("#/$defs/step");
        assertThat(
                        schema.at("/$defs/params_branch/properties/cases/items/properties/steps")
                                .path("items")
                                .path("$ref")
                                .asText())
                .isEqualTo("#/$defs/step");
        assertThat(
                        schema.at("/$defs/params_fan_out/properties/step_template/allOf/0/$ref")
                                .asText())
                .isEqualTo("#/$defs/inner_step");
    }

    @Test
    void theOperatorsOfTheSchemaAreThoseOfConditions() {
        JsonNode operators = schema.at("/$defs/condition/properties/operator/enum");
        assertThat(operators).isNotEmpty();
        for (JsonNode operator : operators) {
            JsonNode condition =
                    PositionedYaml.parse(
                                    "{field: a, operator: " + operator.asText() + ", value: b}")
                            .tree();
            assertThat(Condition.parse(condition).problems()).as(operator.asText()).isEmpty();
        }
        String told =
                Condition.parse(
                                PositionedYaml.parse("{field: a, operator: zzzzzzzz, value: 1}")
                                        .tree())
                        .problems()
                        .get(0)
                        .message();
        List<String> known = List.of(told.substring(told.indexOf("one of ") + 7).split(", "));
        assertThat(operators).hasSameSizeAs(known);
    }

    @Test
    void theTypesOfInputsInTheSchemaAreThoseOfInputs() {
        JsonNode words = schema.at("/$defs/input_type/enum");
        Set<InputType> types = EnumSet.noneOf(InputType.class);
        for (JsonNode word : words) {
            JsonNode inputs = PositionedYaml.parse("{x: {type: " + word.asText() + "}}").tree();
            types.add(WorkflowInput.listFrom(inputs).inputs().get(0).type());
        }
        assertThat(types).containsExactlyInAnyOrder(InputType.values());
    }
}
