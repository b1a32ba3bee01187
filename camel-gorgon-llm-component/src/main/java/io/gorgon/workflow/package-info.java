/**
 * Gorgon's workflows: their language, what can be said about a workflow before it runs, and the
 * Camel routes that they become. Knows nothing of Camel but its YAML.
 */
package io.gorgon.workflow;
