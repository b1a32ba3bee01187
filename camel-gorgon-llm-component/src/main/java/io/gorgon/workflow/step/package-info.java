/**
 * The types of steps, as a registry: a type of one's own is a class and an entry in {@code
 * META-INF/services/io.gorgon.workflow.step.StepType}.
 */
package io.gorgon.workflow.step;
