package io.gorgon.workflow.type;

import io.gorgon.workflow.step.StepProblem;
import java.util.Optional;

/** The address of an endpoint, which is the same in every run. */
final class FixedAddress {

    private FixedAddress() {}

    /** What is wrong with an address, or a part of one; null is no address. */
    static Optional<StepProblem> check(String address, String where) {
        if (address == null) {
            return Optional.empty();
        }
        if (address.contains("${") || address.contains("$simple{")) {
            return Optional.of(
                    StepProblem.error(
                            where,
                            "the endpoint is fixed, values cannot stand in it; send them as body or"
                                    + " headers"));
        }
        if (address.contains("{{")) {
            return Optional.of(
                    StepProblem.error(
                            where,
                            "property placeholders are not filled in; let a route of your own send"
                                    + " there, and name that one, such as direct:send"));
        }
        return Optional.empty();
    }
}
