/** Work with text that nobody has checked. Knows no other part of Gorgon. */
package io.gorgon.text;
