/**
 * The template language <code>${name}</code>: puts values into texts, once, and evaluates nothing.
 * Knows no workflow and does no input or output.
 */
package io.gorgon.workflow.template;
