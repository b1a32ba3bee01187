package io.gorgon.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.networknt.schema.JsonNodePath;

/** The places that a JSON Schema validator tells, as pointers. */
public final class SchemaPointers {

    private SchemaPointers() {}

    /** Element by element, as the validator's own text of a path escapes more than pointers do. */
    public static JsonPointer of(JsonNodePath path) {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer =
                    path.getElement(i) instanceof Integer index
                            ? pointer.appendIndex(index)
                            : pointer.appendProperty(path.getName(i));
        }
        return pointer;
    }
}
