/**
 * YAML with the place of everything: any YAML text becomes a JSON tree that knows the line and the
 * column of each key and value. Knows no particular file.
 */
package io.gorgon.yaml;
