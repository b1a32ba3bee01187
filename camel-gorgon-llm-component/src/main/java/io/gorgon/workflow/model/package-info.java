/** A workflow as its file says it, with all defaults filled in. */
package io.gorgon.workflow.model;
