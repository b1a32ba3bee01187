package io.gorgon.camel.llm;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.error.CancelledException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * What ends a call: the cancellation that the exchange carries, the one of a request in its body,
 * or either of them. To be closed when the call is over.
 */
final class CallCancellation implements AutoCloseable {

    private final Cancellation effective;
    private final List<Cancellation.Registration> links = new ArrayList<>(2);

    private CallCancellation(Cancellation effective) {
        this.effective = effective;
    }

    /**
     * @throws IllegalArgumentException if the property holds something else
     */
    static CallCancellation of(Exchange exchange) {
        Object property = exchange.getProperty(GorgonLlmConstants.CANCELLATION_PROPERTY);
        if (property != null && !(property instanceof Cancellation)) {
            throw new IllegalArgumentException(
                    "the exchange property "
                            + GorgonLlmConstants.CANCELLATION_PROPERTY
                            + " has to be an io.gorgon.llm.Cancellation");
        }
        Cancellation ofExchange = (Cancellation) property;
        Cancellation ofRequest =
                exchange.getMessage().getBody() instanceof ModelRequest request
                        ? request.cancellation()
                        : null;
        if (ofExchange == null || ofRequest == null || ofExchange == ofRequest) {
            Cancellation one = ofExchange == null ? ofRequest : ofExchange;
            return new CallCancellation(one == null ? new Cancellation() : one);
        }
        CallCancellation either = new CallCancellation(new Cancellation());
        either.links.add(ofExchange.onCancel(either.effective::cancel));
        either.links.add(ofRequest.onCancel(either.effective::cancel));
        return either;
    }

    Cancellation effective() {
        return effective;
    }

    /**
     * @throws CancelledException if the call is not wanted any more
     */
    void requireWanted() {
        if (effective.isCancelled()) {
            throw CancelledException.whileWaiting(null, null, null);
        }
    }

    @Override
    public void close() {
        links.forEach(Cancellation.Registration::close);
    }
}
