package io.gorgon.llm.ollama;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.spi.LeasedTokenStream;
import io.gorgon.llm.spi.ModelGate;
import io.gorgon.llm.spi.ModelGate.Caller;
import io.gorgon.llm.spi.ModelGate.Lease;
import io.gorgon.llm.spi.ServedModel;
import java.util.function.Supplier;

/** Calls models while their memory is held, and learns from what goes wrong. */
final class OllamaCalls {

    private final ModelGate gate;
    private final OllamaMemory memory;
    private final Runnable onMiss;

    /**
     * @param onMiss runs when a model that was listed is not there
     */
    OllamaCalls(ModelGate gate, OllamaMemory memory, Runnable onMiss) {
        this.gate = gate;
        this.memory = memory;
        this.onMiss = onMiss;
    }

    static Caller caller(LlmRequest request) {
        return new Caller(request.agentId(), request.deadline(), request.cancellation());
    }

    static Caller caller(EmbedRequest request) {
        return new Caller(request.agentId(), request.deadline(), request.cancellation());
    }

    /** A call that is over when it returns. */
    <T> T whole(OllamaModel model, Caller caller, CallContext context, Supplier<T> call) {
        ServedModel served = memory.served(model, context);
        Lease lease = gate.enter(served, caller);
        try {
            return learning(served, call);
        } finally {
            lease.close();
        }
    }

    /** A call that is over when its stream ends or is closed. */
    TokenStream stream(
            OllamaModel model, Caller caller, CallContext context, Supplier<TokenStream> call) {
        ServedModel served = memory.served(model, context);
        Lease lease = gate.enter(served, caller);
        try {
            TokenStream stream = learning(served, call);
            return new LeasedTokenStream(stream, lease, failure -> learn(served, failure));
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    private <T> T learning(ServedModel served, Supplier<T> call) {
        try {
            return call.get();
        } catch (LlmException e) {
            learn(served, e);
            throw e;
        }
    }

    private void learn(ServedModel served, LlmException failure) {
        if (failure instanceof ModelNotFoundException) {
            onMiss.run();
        }
        if (failure instanceof OutOfMemoryException
                || failure.getCause() instanceof OutOfMemoryException) {
            memory.forgetLoaded();
            gate.ranOutOfMemory(served);
        }
    }
}
