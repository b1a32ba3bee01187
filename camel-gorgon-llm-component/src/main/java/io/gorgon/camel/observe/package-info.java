/** What an operator sees of a running Gorgon. */
package io.gorgon.camel.observe;
