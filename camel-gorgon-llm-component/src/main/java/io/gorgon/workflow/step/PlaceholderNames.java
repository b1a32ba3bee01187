package io.gorgon.workflow.step;

import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Template;
import java.util.Set;

/** The variables that a text reads. */
final class PlaceholderNames {

    private PlaceholderNames() {}

    /** None when it is no template; the check tells that. */
    static Set<String> of(String text) {
        try {
            return Template.parse(text).names();
        } catch (InvalidTemplateException toldByTheCheck) {
            return Set.of();
        }
    }
}
