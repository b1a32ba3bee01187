/**
 * Reads the text of a workflow, checks it and says what is wrong with it: all of it at once, each
 * with its line and column.
 */
package io.gorgon.workflow.parse;
