/** The processors that routes name. */
package io.gorgon.camel.processor;
