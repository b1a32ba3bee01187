/** What calls cost. */
package io.gorgon.budget;
