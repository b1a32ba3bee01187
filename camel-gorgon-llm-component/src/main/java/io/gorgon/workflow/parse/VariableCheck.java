package io.gorgon.workflow.parse;

import io.gorgon.workflow.parse.StepTexts.Broken;
import io.gorgon.workflow.parse.StepTexts.Reading;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds texts that are no templates, and variables that cannot have a value where they are read.
 */
final class VariableCheck {

    private final Problems problems;
    private final Scopes scopes;

    VariableCheck(Problems problems, Scopes scopes) {
        this.problems = problems;
        this.scopes = scopes;
    }

    void check(LocatedStep step) {
        StepTexts texts = new StepTexts(step);
        for (Broken broken : texts.broken()) {
            problems.errorInText(
                    broken.pointer(),
                    broken.text(),
                    broken.problem().offset(),
                    step.says(broken.problem().getMessage()));
        }
        Scope scope = scopes.of(step);
        for (String name : texts.needed()) {
            check(step, name, texts.readings(), scope);
        }
    }

    private void check(LocatedStep step, String name, List<Reading> readings, Scope scope) {
        List<Reading> places =
                readings.stream().filter(reading -> reading.name().equals(name)).toList();
        if (places.isEmpty() && !scope.variables().contains(name)) {
            report(step, StepTexts.literal(step, name), scope);
        }
        Set<String> told = new HashSet<>();
        for (Reading place : places) {
            boolean known = place.names().stream().anyMatch(scope.variables()::contains);
            if (!known && !place.hasDefault() && told.add(place.param())) {
                report(step, place, scope);
            }
        }
    }

    private void report(LocatedStep step, Reading reading, Scope scope) {
        problems.errorInText(
                reading.pointer(),
                reading.text(),
                reading.offset(),
                step.says(sentence(step, reading, scope)));
    }

    private static String sentence(LocatedStep step, Reading reading, Scope scope) {
        String text =
                VariableNames.isUsable(reading.param())
                        ? reading.param()
                        : QuotedText.of(reading.param());
        String variable = QuotedText.of(reading.name()) + " in " + text;
        if (Scopes.given(step).contains(reading.name())) {
            return "variable " + variable + " has no value yet: this step itself gives it";
        }
        String giver = scope.later().get(reading.name());
        if (giver != null) {
            return "variable "
                    + variable
                    + " has no value yet: only the later step "
                    + QuotedText.of(giver)
                    + " gives it; move that step up";
        }
        return "unknown variable "
                + variable
                + Nearest.of(reading.name(), scope.variables())
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; declare it as an input, or as an output of a step before");
    }
}
