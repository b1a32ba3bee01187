package io.gorgon.shell;

/**
 * What is wrong with a command.
 *
 * @param offset where in the text, in characters from 0
 * @param message what, why and what to do; never null
 */
public record ShellProblem(int offset, String message) {}
