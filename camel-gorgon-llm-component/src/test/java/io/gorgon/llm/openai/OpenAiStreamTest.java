package io.gorgon.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiStreamTest extends OpenAiServerTest {

    private static final String HELLO = delta("'content':'Hello'");
    private static final String STOP =
            "data: {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'usage':null}\n\n";
    private static final String USAGE =
            "data: {'model':'m-1','choices':[],'usage':{'prompt_tokens':20,'completion_tokens':9,"
                    + "'prompt_tokens_details':{'cached_tokens':16,'cache_write_tokens':4},"
                    + "'completion_tokens_details':{'reasoning_tokens':5}}}\n\n";

    private final List<TokenChunk> chunks = new ArrayList<>();

    private static String delta(String fields) {
        return "data: {'choices':[{'index':0,'delta':{"
                + fields
                + "},'finish_reason':null}],'usage':null}\n\n";
    }

    @Test
    void theLastChunkBringsTheUsageWithAllItsParts() {
        streams(HELLO + STOP + USAGE + OpenAiWire.DONE);

        LlmResponse response = readAll();

        assertThat(response.content()).isEqualTo("Hello");
        assertThat(response.model()).isEqualTo("m-1");
        assertThat(response.usage().inputTokens()).isEqualTo(20);
        assertThat(response.usage().outputTokens()).isEqualTo(9);
        assertThat(response.usage().cachedInputTokens()).isEqualTo(16);
        assertThat(response.usage().cacheWriteTokens()).isEqualTo(4);
        assertThat(response.usage().reasoningTokens()).isEqualTo(5);
        assertThat(response.raw().at("/usage/prompt_tokens").asInt()).isEqualTo(20);
    }

    @Test
    void runningTotalsInEachChunkReplaceEachOther() {
        streams(
                "data: {'choices':[{'delta':{'content':'a'}}],'usage':{'prompt_tokens':3,'completion_tokens':1}}\n\n"
                        + "data: {'choices':[{'delta':{'content':'b'}}],'usage':{'prompt_tokens':3,'completion_tokens':2}}\n\n"
                        + OpenAiWire.DONE);

        assertThat(readAll().usage().outputTokens()).isEqualTo(2);
    }

    @Test
    void commentsAndUnknownEventsArePassedOver() {
        streams(
                ": ping\n\n"
                        + HELLO
                        + ": ping\n\nevent: progress\ndata: {'percent':12}\n\ndata: 7\n\n"
                        + STOP
                        + OpenAiWire.DONE);

        assertThat(readAll().content()).isEqualTo("Hello");
    }

    @Test
    void reasoningIsKeptApartUnderEitherName() {
        streams(
                delta("'reasoning_content':'Let me '")
                        + delta("'reasoning':'think.','content':null")
                        + HELLO
                        + STOP
                        + OpenAiWire.DONE);

        LlmResponse response = readAll();

        assertThat(response.content()).isEqualTo("Hello");
        assertThat(response.reasoning()).isEqualTo("Let me think.");
        assertThat(chunks)
                .containsExactly(
                        TokenChunk.reasoning("Let me "),
                        TokenChunk.reasoning("think."),
                        TokenChunk.content("Hello"));
    }

    @Test
    void aRefusalIsAnAnswerThatSaysSo() {
        streams(
                delta("'refusal':'I cannot '")
                        + delta("'refusal':'help.'")
                        + STOP
                        + OpenAiWire.DONE);

        LlmResponse response = readAll();

        assertThat(response.content()).isEqualTo("I cannot help.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.notes()).singleElement().asString().contains("refused");
    }

    @Test
    void anEndWithoutTheEndMarkIsABrokenStreamAlsoAfterTheFinishReason() {
        streams(HELLO + STOP + USAGE);

        BrokenStreamException failure =
                catchThrowableOfType(BrokenStreamException.class, this::readAll);

        assertThat(failure.partialText()).isEqualTo("Hello");
    }

    @Test
    void theEndMarkCountsWithoutItsBlankLine() {
        streams(HELLO + STOP + "data: [DONE]");

        assertThat(readAll().content()).isEqualTo("Hello");
    }

    @Test
    void anEventCutInTheMiddleIsABrokenStream() {
        streams(HELLO + "data: {'choices':[{'del");

        BrokenStreamException failure =
                catchThrowableOfType(BrokenStreamException.class, this::readAll);

        assertThat(failure.partialText()).isEqualTo("Hello");
    }

    @Test
    void anErrorBeforeContentIsThatErrorWhateverItsShape() {
        streams("data: {'error':{'message':'no','type':'BadRequestError','code':400}}\n\n");
        assertThat(catchThrowableOfType(BadRequestException.class, this::readAll)).isNotNull();

        streams("event: error\ndata: {'message':'CUDA out of memory'}\n\n");
        assertThat(catchThrowableOfType(OutOfMemoryException.class, this::readAll)).isNotNull();

        streams(delta("'role':'assistant'") + "data: {'error':'exploded'}\n\n");
        assertThat(catchThrowableOfType(OverloadedException.class, this::readAll))
                .hasMessageContaining("exploded");
    }

    @Test
    void aServerThatGivesUpAfterContentHasBrokenTheStream() {
        streams(
                HELLO
                        + "data: {'choices':[{'delta':{},'finish_reason':'error'}]}\n\n"
                        + OpenAiWire.DONE);

        BrokenStreamException failure =
                catchThrowableOfType(BrokenStreamException.class, this::readAll);

        assertThat(failure.partialText()).isEqualTo("Hello");
        assertThat(failure).hasCauseInstanceOf(OverloadedException.class);
    }

    @Test
    void aSecondChoiceIsNotMixedIn() {
        streams(
                HELLO
                        + "data: {'choices':[{'index':1,'delta':{'content':'other'}}]}\n\n"
                        + STOP
                        + OpenAiWire.DONE);

        assertThat(readAll().content()).isEqualTo("Hello");
    }

    @Test
    void aPlainAnswerInPlaceOfAStreamIsOnePiece() {
        answers(
                CHAT,
                "\n{'model':'m-1','choices':[{'message':{'content':'Hello','reasoning':'Hm.'},"
                        + "'finish_reason':'length'}],'usage':{'prompt_tokens':4,'completion_tokens':2}}");

        LlmResponse response = readAll();

        assertThat(chunks)
                .containsExactly(TokenChunk.reasoning("Hm."), TokenChunk.content("Hello"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage().inputTokens()).isEqualTo(4);
    }

    @Test
    void aPlainErrorInPlaceOfAStreamIsThatError() {
        answers(CHAT, "{'error':{'message':'Loading model','code':503}}");
        assertThat(catchThrowableOfType(OverloadedException.class, this::readAll))
                .hasMessageContaining("Loading model");

        answers(CHAT, "{'status':'ok'}");
        assertThat(catchThrowableOfType(BrokenStreamException.class, this::readAll))
                .hasMessageContaining("base_url");
    }

    private LlmResponse readAll() {
        try (TokenStream stream = provider.stream(LlmRequest.of("hi"))) {
            for (TokenChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.add(chunk);
            }
            return stream.response();
        }
    }
}
