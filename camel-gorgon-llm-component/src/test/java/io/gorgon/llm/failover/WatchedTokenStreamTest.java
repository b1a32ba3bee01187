package io.gorgon.llm.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTokenStreamTest {

    private static final TokenChunk ONE = TokenChunk.content("one");
    private static final LlmException BROKEN =
            new BrokenStreamException("p", "m", "one", "broken", null);

    private final List<LlmException> told = new ArrayList<>();

    private WatchedTokenStream watch(ScriptedTokenStream source, Attempt... failedBefore) {
        return new WatchedTokenStream(source, List.of(failedBefore), null, told::add);
    }

    @Test
    void aFailureIsToldAndThrown() {
        WatchedTokenStream stream = watch(new ScriptedTokenStream(ONE, BROKEN));

        assertThat(stream.next()).isEqualTo(ONE);
        assertThat(told).isEmpty();
        assertThatThrownBy(stream::next).isSameAs(BROKEN);
        assertThat(told).containsExactly(BROKEN);
    }

    @Test
    void aStreamThatFailsAgainIsToldOnce() {
        WatchedTokenStream stream = watch(new ScriptedTokenStream(BROKEN, BROKEN));

        assertThatThrownBy(stream::next).isSameAs(BROKEN);
        assertThatThrownBy(stream::next).isSameAs(BROKEN);

        assertThat(told).hasSize(1);
    }

    @Test
    void aGoodEndAndAnEarlyCloseAreNoFailures() {
        ScriptedTokenStream source = new ScriptedTokenStream(ONE);
        WatchedTokenStream stream = watch(source);
        stream.next();

        assertThat(stream.next()).isNull();
        stream.close();

        assertThat(source.isClosed()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void theAnswerNamesTheAttemptsBeforeIt() {
        Attempt before = new Attempt("there", "m", "overloaded", 3);

        assertThat(watch(new ScriptedTokenStream(), before).response().failedAttempts())
                .containsExactly(before);
        assertThat(watch(new ScriptedTokenStream(), before).response().attempts()).isEqualTo(2);
    }

    @Test
    void theAnswerCarriesTheNote() {
        WatchedTokenStream stream =
                new WatchedTokenStream(
                        new ScriptedTokenStream(), List.of(), "As it is.", told::add);

        assertThat(stream.response().notes()).endsWith("As it is.");
    }
}
