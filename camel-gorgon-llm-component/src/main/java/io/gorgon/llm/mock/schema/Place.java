package io.gorgon.llm.mock.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where in a value something is made.
 *
 * @param name of the nearest property; null outside all
 * @param variant counts values that are to differ, from 0
 * @param references the references that were followed on the way here
 */
record Place(String name, int variant, List<String> references) {

    static Place root() {
        return new Place(null, 0, List.of("#"));
    }

    Place property(String property) {
        return new Place(property, variant, references);
    }

    Place item(int index) {
        return new Place(name, variant + index, references);
    }

    Place following(List<String> followed) {
        if (followed.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(references);
        all.addAll(followed);
        return new Place(name, variant, all);
    }

    int timesFollowed(String reference) {
        return Collections.frequency(references, reference);
    }
}
