/** The types of steps that come with Gorgon: what may stand in a file, and what it becomes. */
package io.gorgon.workflow.type;
