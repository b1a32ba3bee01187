/** Which steps of a list wait for which others. */
package io.gorgon.workflow.dependency;
