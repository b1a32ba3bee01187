/** Decides whether an agent may be spawned now, and under which constraints. */
package io.gorgon.governor;
