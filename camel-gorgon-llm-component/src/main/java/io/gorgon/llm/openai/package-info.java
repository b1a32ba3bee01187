/**
 * OpenAI and every server that speaks its chat completions API: vLLM, llama.cpp, LM Studio and
 * others.
 */
package io.gorgon.llm.openai;
