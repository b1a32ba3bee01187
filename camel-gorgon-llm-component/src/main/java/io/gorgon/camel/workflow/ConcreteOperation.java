package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.shell.RunnableScript;
import io.gorgon.workflow.value.PlainValues;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.URISupport;

/**
 * What a step is going to do, with all values filled in, as the message before it has it.
 *
 * @param target the address of the endpoint that does it; never null
 * @param targetParameters its options as JSON; null for none
 * @param body what the endpoint gets
 */
record ConcreteOperation(String target, String targetParameters, Object body, Message message) {

    static ConcreteOperation of(Exchange exchange, Map<String, String> options) {
        return new ConcreteOperation(
                options.getOrDefault("target", ""),
                options.get("targetParameters"),
                exchange.getMessage().getBody(),
                exchange.getMessage());
    }

    boolean isCommand() {
        return body instanceof RunnableScript;
    }

    boolean isTool() {
        return target.startsWith("gorgon-step:mcp_tool") && body instanceof Map;
    }

    boolean asksModel() {
        return target.startsWith("gorgon-llm:");
    }

    /** Whether it is sent to an endpoint that is not one of ours. */
    boolean isSent() {
        return !target.isEmpty()
                && !asksModel()
                && !target.startsWith("gorgon-step:")
                && !target.startsWith(WorkflowConstants.ADDRESS);
    }

    /** As voters, people and the journal read it; without the secrets of an address. */
    String words() {
        if (body instanceof RunnableScript script) {
            return "Run the shell command:\n" + script.command() + address();
        }
        if (isTool()) {
            Map<?, ?> tool = (Map<?, ?>) body;
            return "Call the tool %s of the MCP server %s with the arguments:\n%s"
                    .formatted(tool.get("tool"), tool.get("server"), json(tool.get("arguments")));
        }
        if (asksModel()) {
            Object system = message.getHeader(GorgonLlmConstants.SYSTEM_PROMPT);
            return "Ask a model%s%s, with the prompt:\n%s"
                    .formatted(
                            address(),
                            system == null ? "" : "\nwith the instructions:\n" + system,
                            text(body));
        }
        if (isSent()) {
            return "Send a message to%s\nwith the headers %s\nand the body:\n%s"
                    .formatted(address(), json(headers()), text(body));
        }
        return "Do%s\nwith:\n%s".formatted(address(), text(body));
    }

    private String address() {
        String options = targetParameters == null ? "" : " with the options " + targetParameters;
        return target.isEmpty() ? " " : "\n" + URISupport.sanitizeUri(target) + options;
    }

    /** The headers that an endpoint gets, without those that a call of a model carries. */
    Map<String, Object> headers() {
        Map<String, Object> headers = new TreeMap<>();
        message.getHeaders()
                .forEach(
                        (name, value) -> {
                            if (!name.startsWith("CamelGorgon")) {
                                headers.put(name, value);
                            }
                        });
        return headers;
    }

    private String text(Object value) {
        if (value == null) {
            return "(nothing)";
        }
        Object plain = PlainValues.plain(value);
        if (plain instanceof Map || plain instanceof Iterable) {
            return json(plain);
        }
        String text =
                message.getExchange()
                        .getContext()
                        .getTypeConverter()
                        .convertTo(String.class, value);
        return text == null ? String.valueOf(value) : text;
    }

    private static String json(Object value) {
        return LlmHttpClient.JSON.valueToTree(PlainValues.plain(value)).toPrettyString();
    }
}
