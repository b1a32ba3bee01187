package io.gorgon.llm.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.OverloadedException;
import org.junit.jupiter.api.Test;

class PeekedTokenStreamTest {

    private static final TokenChunk THOUGHT = TokenChunk.reasoning("hm");
    private static final TokenChunk ONE = TokenChunk.content("one");
    private static final TokenChunk TWO = TokenChunk.content("two");
    private static final LlmException BUSY = new OverloadedException("p", "m", 503, "busy", null);

    @Test
    void itReadsAsFarAsTheFirstContentAndNoFurther() {
        ScriptedTokenStream source = new ScriptedTokenStream(THOUGHT, THOUGHT, ONE, TWO);

        PeekedTokenStream stream = PeekedTokenStream.of(source);

        assertThat(source.read()).isEqualTo(3);
        assertThat(stream.next()).isEqualTo(THOUGHT);
        assertThat(stream.next()).isEqualTo(THOUGHT);
        assertThat(stream.next()).isEqualTo(ONE);
        assertThat(source.read()).isEqualTo(3);
        assertThat(stream.next()).isEqualTo(TWO);
        assertThat(stream.next()).isNull();
        assertThat(stream.next()).isNull();
    }

    @Test
    void aFailureBeforeContentIsThrownAndTheStreamClosed() {
        ScriptedTokenStream source = new ScriptedTokenStream(THOUGHT, BUSY);

        assertThatThrownBy(() -> PeekedTokenStream.of(source)).isSameAs(BUSY);
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void aFailureAfterContentIsLeftToTheReader() {
        PeekedTokenStream stream = PeekedTokenStream.of(new ScriptedTokenStream(ONE, BUSY));

        assertThat(stream.next()).isEqualTo(ONE);
        assertThatThrownBy(stream::next).isSameAs(BUSY);
    }

    @Test
    void anAnswerWithoutContentIsAnAnswer() {
        PeekedTokenStream stream = PeekedTokenStream.of(new ScriptedTokenStream(THOUGHT));

        assertThat(stream.next()).isEqualTo(THOUGHT);
        assertThat(stream.next()).isNull();
        assertThat(stream.response().content()).isEqualTo("text");
    }

    @Test
    void afterClosingThereIsNothingToRead() {
        ScriptedTokenStream source = new ScriptedTokenStream(ONE, TWO);
        PeekedTokenStream stream = PeekedTokenStream.of(source);

        stream.close();

        assertThat(source.isClosed()).isTrue();
        assertThat(stream.next()).isNull();
    }
}
