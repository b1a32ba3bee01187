/** The {@code gorgon} command: reads arguments, asks providers, prints. */
package io.gorgon.cli;
