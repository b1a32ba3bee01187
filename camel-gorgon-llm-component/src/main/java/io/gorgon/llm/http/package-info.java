/**
 * How provider calls travel: one HTTP client for all wire formats, with time-outs, limits and the
 * address check.
 */
package io.gorgon.llm.http;
