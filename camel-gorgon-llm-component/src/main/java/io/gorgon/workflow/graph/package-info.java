/** A workflow as nodes and edges, and drawings of it: Mermaid, SVG, HTML. */
package io.gorgon.workflow.graph;
