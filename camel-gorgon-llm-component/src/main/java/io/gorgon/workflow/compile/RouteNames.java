package io.gorgon.workflow.compile;

/**
 * How the route of a workflow, its address and its beans are called. Beans are known to a whole
 * Camel context, so that those of two editions need names of their own.
 *
 * @param workflowId never null
 * @param edition tells routes of several texts of one workflow apart; null for the usual one
 */
record RouteNames(String workflowId, String edition) {

    private static final String ROUTE = "gorgon-workflow-";
    private static final String EDITION = "@";

    private String of(String workflow) {
        return edition == null ? workflow : workflow + EDITION + edition;
    }

    /** What the names of all beans begin with. */
    String prefix() {
        return of(workflowId);
    }

    String route() {
        return ROUTE + prefix();
    }

    /** Where a workflow of the same edition answers. */
    String address(String workflow) {
        return "direct:" + ROUTE + of(workflow);
    }
}
