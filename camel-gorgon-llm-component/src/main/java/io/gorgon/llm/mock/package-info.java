/**
 * A provider without a model: deterministic answers, or the answers of a script. For tests, for
 * trying out routes, and for machines without any model. It uses no network.
 */
package io.gorgon.llm.mock;
