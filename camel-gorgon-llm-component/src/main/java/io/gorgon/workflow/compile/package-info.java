/** Turns a checked workflow into the text of a Camel route. */
package io.gorgon.workflow.compile;
