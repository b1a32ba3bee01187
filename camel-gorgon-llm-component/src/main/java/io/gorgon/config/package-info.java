/** Reads gorgon.yaml into immutable records and tells the line of every mistake. */
package io.gorgon.config;
