/** Ollama: its chat, embedding and model calls (Ollama API, {@code docs/api.md}). */
package io.gorgon.llm.ollama;
