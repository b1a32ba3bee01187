/** Calls the tools of servers of the Model Context Protocol, on the official Java SDK. */
package io.gorgon.mcp;
