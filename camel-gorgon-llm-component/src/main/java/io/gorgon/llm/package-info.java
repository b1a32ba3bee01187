/**
 * The contract between Gorgon and language models: what is asked, what is answered, what can go
 * wrong. It knows neither Camel nor any vendor.
 */
package io.gorgon.llm;
