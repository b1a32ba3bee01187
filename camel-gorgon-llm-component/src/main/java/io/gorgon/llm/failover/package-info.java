/**
 * What to do when a call fails: which provider is next, when to try again, which servers are known
 * to be down.
 */
package io.gorgon.llm.failover;
