/** A run of a workflow: what became of each step, what it cost, and who is told of it. */
package io.gorgon.workflow.run;
