/** What calls may use and what they cost: limits, reservations, estimates, prices. */
package io.gorgon.budget;
