/** What a workflow takes in: declarations with types, and the binding of given values to them. */
package io.gorgon.workflow.input;
