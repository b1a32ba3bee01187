/**
 * Values of a running workflow: texts, numbers, booleans, lists and maps, as templates and
 * conditions see them. Everything here is total: no value makes it fail.
 */
package io.gorgon.workflow.value;
