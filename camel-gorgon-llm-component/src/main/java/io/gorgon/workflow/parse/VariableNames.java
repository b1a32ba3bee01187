package io.gorgon.workflow.parse;

import io.gorgon.workflow.value.Names;
import io.gorgon.yaml.QuotedText;

/** Which names templates and conditions can read. */
final class VariableNames {

    private VariableNames() {}

    /** Whether it consists of letters, digits, '_' and '-', also with dots between. */
    static boolean isUsable(String name) {
        for (String part : name.split("\\.", -1)) {
            if (part.isEmpty() || Names.end(part, 0) != part.length()) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param what what has the name
     */
    static String refused(String what, String name) {
        return "the name of the "
                + what
                + " "
                + QuotedText.of(name)
                + " cannot be read as a variable; use letters, digits, '_' and '-'";
    }
}
