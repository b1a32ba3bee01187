/** The file in which an installation keeps what must survive a crash. */
package io.gorgon.state;
