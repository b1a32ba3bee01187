/**
 * Votes on operations before they are done: panels of voters, what they are asked, how their
 * answers are read, and the verdict. Whatever is not a clear approval is none.
 */
package io.gorgon.consensus;
