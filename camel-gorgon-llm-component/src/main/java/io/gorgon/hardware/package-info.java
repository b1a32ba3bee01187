/**
 * What a machine has, which models fit into its memory, and who may use them now.
 *
 * <p>Memory is in bytes in the code; where people see GB, it is 2^30 bytes, as memory is sold.
 */
package io.gorgon.hardware;
