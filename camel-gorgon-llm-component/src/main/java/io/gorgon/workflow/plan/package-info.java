/** What a run of a workflow would do and cost, before anything is done. */
package io.gorgon.workflow.plan;
