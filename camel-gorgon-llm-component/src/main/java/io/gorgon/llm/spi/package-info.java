/**
 * What a new provider is made with: its settings, a factory that a service file names, and the
 * parts that all share.
 */
package io.gorgon.llm.spi;
