package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A request as it is sent.
 *
 * @param body the JSON of {@code POST /v1/messages}; never null
 * @param notes what was changed on the way, a sentence each; never null
 */
record AnthropicRequest(ObjectNode body, List<String> notes) {}
