/** What can go wrong with a call, one class per thing to do about it. */
package io.gorgon.llm.error;
