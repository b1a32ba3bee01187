package io.gorgon.camel.llm;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.CallRecords;
import io.gorgon.llm.ModelRequest;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Finds out where the answers of a call are kept: where the exchange says it, else in the journal
 * under the key of the call, else nowhere.
 */
final class CallRecordChoice {

    private final GorgonLlm gorgon;
    private final GorgonLlmBinding binding;

    CallRecordChoice(GorgonLlm gorgon, GorgonLlmBinding binding) {
        this.gorgon = gorgon;
        this.binding = binding;
    }

    /**
     * The same request, with the place for its answers.
     *
     * @throws IllegalArgumentException if the property holds something else, or the key cannot be
     *     used
     * @throws io.gorgon.llm.error.BadRequestException if the key was used for another request
     */
    ModelRequest recorded(Exchange exchange, ModelRequest request) {
        Optional<CallRecords> records = records(exchange);
        if (records.isPresent()) {
            return request.withRecord(records.get().open(request));
        }
        String key = binding.journalKey(exchange);
        if (key == null) {
            return request;
        }
        CallRecord record = gorgon.journal().call(key, request);
        return request.withRecord(record);
    }

    private static Optional<CallRecords> records(Exchange exchange) {
        Object property = exchange.getProperty(GorgonLlmConstants.CALL_RECORDS_PROPERTY);
        if (property != null && !(property instanceof CallRecords)) {
            throw new IllegalArgumentException(
                    "the exchange property "
                            + GorgonLlmConstants.CALL_RECORDS_PROPERTY
                            + " has to be an io.gorgon.llm.CallRecords");
        }
        return Optional.ofNullable((CallRecords) property);
    }
}
