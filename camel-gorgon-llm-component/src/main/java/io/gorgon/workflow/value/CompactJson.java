package io.gorgon.workflow.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.util.Optional;

/** Writes structures as JSON on one line. */
final class CompactJson {

    private static final ObjectWriter WRITER =
            JsonMapper.builder()
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .addModule(textual())
                    .build()
                    .writer();

    private CompactJson() {}

    /** Dates, times and paths have no JSON of their own: their text stands for them. */
    private static SimpleModule textual() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(java.time.temporal.Temporal.class, ToStringSerializer.instance);
        module.addSerializer(java.time.temporal.TemporalAmount.class, ToStringSerializer.instance);
        module.addSerializer(java.nio.file.Path.class, ToStringSerializer.instance);
        return module;
    }

    /** Empty when the value holds itself, is too deep or holds something that has no JSON. */
    static Optional<String> of(Object value) {
        try {
            return Optional.of(WRITER.writeValueAsString(value));
        } catch (JsonProcessingException | StackOverflowError noJson) {
            return Optional.empty();
        }
    }
}
