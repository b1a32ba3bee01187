package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is bound to its thread: a route that goes on on another one leaves it. */
class TransactedCallTest {

    @TempDir private Path folder;
    private GorgonCamel gorgon;

    @BeforeEach
    void start() throws Exception {
        gorgon = GorgonCamel.withMock(folder, "answers:\n  - {reply: fine}\n");
        gorgon.start();
    }

    @AfterEach
    void stop() {
        gorgon.close();
    }

    /** Where a message came from, such as a queue. */
    private static final class Source extends DefaultEndpoint {

        Source(String uri, GorgonCamel gorgon) {
            super(uri, null);
            setCamelContext(gorgon.context());
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }

    /** Whether the call was over when the producer came back. */
    private boolean isDoneOnThisThread(String source) throws Exception {
        Endpoint endpoint = gorgon.context().getEndpoint("gorgon-llm:standard");
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        exchange.getExchangeExtension().setFromEndpoint(new Source(source, gorgon));
        exchange.getMessage().setBody("hello");
        CountDownLatch done = new CountDownLatch(1);
        boolean here = producer.process(exchange, doneSync -> done.countDown());
        done.await();
        assertThat(exchange.getException()).isNull();
        return here;
    }

    @Test
    void aMessageOfATransactedConsumerKeepsItsThread() throws Exception {
        assertThat(isDoneOnThisThread("jms:queue:support?transacted=true")).isTrue();
    }

    @Test
    void anotherMessageDoesNotHoldItsThread() throws Exception {
        assertThat(isDoneOnThisThread("jms:queue:support")).isFalse();
    }
}
