/** Claude models over the Anthropic Messages API, and every server that speaks it. */
package io.gorgon.llm.anthropic;
