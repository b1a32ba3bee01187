package io.gorgon.llm.http;

import java.time.Duration;

/**
 * The four times that a call may take. None is null, each is positive.
 *
 * @param connect to open a connection
 * @param firstToken of a streamed answer, from sending the request to the first piece; covers the
 *     loading of a model
 * @param idle of a streamed answer, between two pieces
 * @param total of the call as a whole
 */
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration total) {}
