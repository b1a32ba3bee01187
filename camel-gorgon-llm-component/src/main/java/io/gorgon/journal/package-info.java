/**
 * What happened in runs, written down before anything else happens with it, so that a run goes on
 * after its process has died and nothing is paid for twice.
 */
package io.gorgon.journal;
