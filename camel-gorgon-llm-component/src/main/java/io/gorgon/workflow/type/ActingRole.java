package io.gorgon.workflow.type;

/** The parameters that say in whose name a step acts on the world outside. */
final class ActingRole {

    static final String ROLE = "role";
    static final String CAPABILITY = "capability";

    private ActingRole() {}

    static ParamsSchema describe(ParamsSchema params) {
        return params.word(
                        ROLE,
                        "The agent in whose name it is done: the rules of its skills hold, and its"
                                + " votes. Without it, no agent's rules hold.")
                .word(
                        CAPABILITY,
                        "What of the agent's skills it uses, such as write_file; a vote that the"
                                + " skill wants for that is held.");
    }
}
