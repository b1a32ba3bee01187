/**
 * Runs the author's shell text with values that others supply, such that no value is ever read as
 * shell syntax: values travel in environment variables. Only programs run that the operator has
 * allowed.
 */
package io.gorgon.shell;
