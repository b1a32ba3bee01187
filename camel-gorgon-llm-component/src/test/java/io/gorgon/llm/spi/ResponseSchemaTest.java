package io.gorgon.llm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseSchemaTest {

    private static final String NAMED =
            "{'type':'object','required':['name'],'properties':{'name':{'type':'string'}}}";

    @Test
    void anAnswerThatObeysHasNoProblems() {
        assertThat(schema(NAMED).problems("{\"name\":\"Zorya\"}")).isEmpty();
    }

    @Test
    void whatIsMissingAndWhatHasTheWrongTypeIsNamed() {
        assertThat(schema(NAMED).problems("{}")).singleElement().asString().contains("name");
        assertThat(schema(NAMED).problems("{\"name\":1}"))
                .singleElement()
                .asString()
                .contains("string");
    }

    @Test
    void whatIsWrongWithTheWholeValueIsSaidWithoutAPlace() {
        assertThat(schema("{'type':'integer'}").problems("\"b\""))
                .containsExactly("string found, integer expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sure! {}", "{\"name\":\"a\"} and more", "{\"name\":", "", "  "})
    void textThatIsNotOneJsonValueIsAProblem(String content) {
        assertThat(schema(NAMED).problems(content)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```json\n{}\n```", "```\n{}\n```", "  {}  "})
    void aCodeFenceIsTakenOff(String content) {
        assertThat(ResponseSchema.json(content)).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'text'",
                "[]",
                "{'type':12}",
                "{'type':'nothing'}",
                "{'properties':[]}",
                "{'required':'name'}",
                "{'pattern':'('}",
                "{'$ref':'#/$defs/absent'}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','type':12}"
            })
    void whatIsNoSchemaIsRefused(String text) {
        assertThatThrownBy(() -> schema(text))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("the response schema is invalid: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$schema':'http://json-schema.org/draft-07/schema#','type':'object'}",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object'}",
                "{'$defs':{'n':{'type':'number'}},'items':{'$ref':'#/$defs/n'}}",
                "{'$id':'https://example.org/mine','type':'object'}",
                "{'type':'object','x-unknown':true}",
                "{}"
            })
    void whatIsASchemaIsTaken(String text) {
        assertThatCode(() -> schema(text)).doesNotThrowAnyException();
    }

    @Test
    void aReferenceToAnotherDocumentIsRefusedWithoutFetchingIt() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://localhost:" + server.getLocalPort() + "/schema.json";

            assertThatThrownBy(() -> schema("{'properties':{'a':{'$ref':'" + address + "'}}}"))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("it refers to another document")
                    .hasMessageContaining(address);

            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "classpath:gorgon.json", "other.json"})
    void aReferenceToAFileIsRefused(String reference) {
        assertThatThrownBy(() -> schema("{'$ref':'" + reference + "'}"))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void aSchemaDialectThatNobodyKnowsIsRefusedWithoutFetchingIt() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://localhost:" + server.getLocalPort() + "/dialect";

            assertThatThrownBy(() -> schema("{'$schema':'" + address + "','type':'object'}"))
                    .isInstanceOf(BadRequestException.class);

            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theInstructionHoldsTheSchema() {
        assertThat(schema(NAMED).instruction()).contains(json(NAMED).toString());
    }

    private static ResponseSchema schema(String text) {
        return new ResponseSchema(json(text));
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
