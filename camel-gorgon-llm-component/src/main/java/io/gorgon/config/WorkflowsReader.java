package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code workflows}. */
final class WorkflowsReader {

    private static final JsonPointer ENDPOINTS = JsonPointer.compile("/workflows/endpoints");

    private WorkflowsReader() {}

    static EndpointPolicy endpoints(ConfigDocument document, Mode mode) {
        List<String> allowed = new ArrayList<>();
        document.at(ENDPOINTS).forEach(each -> allowed.add(each.textValue()));
        return new EndpointPolicy(allowed, mode);
    }
}
