/**
 * What the Camel routes of workflows are made of: the policies around a run and around each step,
 * the component {@code gorgon-step}, and the loader of {@code *.gorgon.yaml}.
 */
package io.gorgon.camel.workflow;
