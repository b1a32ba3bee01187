/**
 * Conditions of steps: comparisons of variables with fixed values, and their combinations. Total:
 * no value of a variable makes one fail.
 */
package io.gorgon.workflow.condition;
