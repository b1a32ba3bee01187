/** The Camel component {@code gorgon-llm} and what it keeps per Camel context. */
package io.gorgon.camel.llm;
