package io.gorgon.llm;

import java.lang.reflect.RecordComponent;
import java.util.StringJoiner;

/** Shows requests to developers: what is asked, and not where the answers are kept. */
final class RequestText {

    private RequestText() {}

    /**
     * @param request a record
     */
    static String of(Record request) {
        StringJoiner parts = new StringJoiner(", ", request.getClass().getSimpleName() + "[", "]");
        for (RecordComponent part : request.getClass().getRecordComponents()) {
            if (part.getType() != CallRecord.class) {
                parts.add(part.getName() + "=" + value(request, part));
            }
        }
        return parts.toString();
    }

    private static Object value(Record request, RecordComponent part) {
        try {
            return part.getAccessor().invoke(request);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the parts of a request are public", e);
        }
    }
}
