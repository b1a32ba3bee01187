package io.gorgon.camel.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.skill.Agents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Makes requests of exchanges. A header stands above the endpoint's option, which stands above the
 * component's. What is in a header or a body is data: none of it is ever evaluated or read as a
 * place to load from.
 */
final class GorgonLlmBinding {

    private static final String RESOURCE = "resource:";
    private static final int LONGEST_KEY = 512;

    private final GorgonLlmEndpoint endpoint;
    private final Clock clock;
    private final Agents agents;
    private final JsonNode configuredSchema;

    /**
     * @throws IllegalArgumentException if the configured response schema cannot be read
     */
    GorgonLlmBinding(GorgonLlmEndpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.agents = GorgonLlm.get(endpoint.getCamelContext()).config().agents();
        this.configuredSchema = configuredSchema(options().getResponseSchema());
    }

    private GorgonLlmConfiguration options() {
        return endpoint.getConfiguration();
    }

    private JsonNode configuredSchema(String option) {
        if (option == null) {
            return null;
        }
        if (!option.startsWith(RESOURCE)) {
            return json(option, "the option responseSchema");
        }
        String location = option.substring(RESOURCE.length());
        Resource resource =
                PluginHelper.getResourceLoader(endpoint.getCamelContext())
                        .resolveResource(location);
        if (!resource.exists()) {
            throw new IllegalArgumentException(
                    "there is no response schema at " + location + " (option responseSchema)");
        }
        try (InputStream in = resource.getInputStream()) {
            return json(new String(in.readAllBytes(), StandardCharsets.UTF_8), location);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the response schema at " + location + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The operation of the endpoint. */
    GorgonLlmOperation operation() {
        if (options().getOperation() != null) {
            return options().getOperation();
        }
        return ModelTier.EMBEDDING.label().equals(endpoint.getTier())
                ? GorgonLlmOperation.embed
                : GorgonLlmOperation.chat;
    }

    /** The provider that the routes mean with this endpoint: its own option, never a header. */
    String routedProvider() {
        return options().getProvider();
    }

    /** The provider to call; null to leave it to the routes. */
    String provider(Exchange exchange) {
        return header(exchange, GorgonLlmConstants.PROVIDER, String.class, options().getProvider());
    }

    /** The model to ask; null to leave it to the tier. */
    String model(Exchange exchange) {
        return header(exchange, GorgonLlmConstants.MODEL, String.class, options().getModel());
    }

    /**
     * The request that an exchange stands for. A body that is one already is taken as it is, but
     * for what it leaves open (deadline, run, step) and what the exchange restricts further
     * (privacy, the run's limit). What either leaves open is as the agent has it.
     *
     * @param cancellation ends the call
     * @throws IllegalArgumentException if the body or a header does not make one
     */
    LlmRequest request(Exchange exchange, Cancellation cancellation) {
        return agents.applyTo(asked(exchange, cancellation));
    }

    private LlmRequest asked(Exchange exchange, Cancellation cancellation) {
        if (exchange.getMessage().getBody() instanceof LlmRequest request) {
            return request.toBuilder()
                    .deadline(deadline(exchange, request))
                    .confidential(request.confidential() || confidential(exchange))
                    .runId(runId(exchange, request))
                    .stepId(stepId(exchange, request))
                    .runTokenLimit(runTokenLimit(exchange, request))
                    .cancellation(cancellation)
                    .build();
        }
        PromptBody prompt = PromptBody.of(exchange);
        String systemPrompt =
                header(
                        exchange,
                        GorgonLlmConstants.SYSTEM_PROMPT,
                        String.class,
                        options().getSystemPrompt());
        LlmRequest.Builder request = LlmRequest.builder();
        Integer maxTokens = maxTokens(exchange);
        if (maxTokens != null) {
            request.maxTokens(maxTokens);
        }
        return request.messages(prompt.messages())
                .systemPrompt(systemPrompt == null ? prompt.systemPrompt() : systemPrompt)
                .tier(tier(exchange))
                .model(model(exchange))
                .preferredModel(
                        header(
                                exchange,
                                GorgonLlmConstants.PREFERRED_MODEL,
                                String.class,
                                options().getPreferredModel()))
                .temperature(
                        header(
                                exchange,
                                GorgonLlmConstants.TEMPERATURE,
                                Double.class,
                                options().getTemperature()))
                .stopSequences(stopSequences(exchange))
                .responseSchema(responseSchema(exchange))
                .agentId(agentId(exchange))
                .workflowId(workflowId(exchange))
                .runId(runId(exchange, null))
                .stepId(stepId(exchange, null))
                .runTokenLimit(runTokenLimit(exchange, null))
                .confidential(confidential(exchange))
                .deadline(deadline(exchange, null))
                .cancellation(cancellation)
                .build();
    }

    /**
     * The texts to embed: the body itself, or its elements when it is a list. A body that is a
     * request is treated as one for chat is.
     *
     * @param cancellation ends the call
     * @throws IllegalArgumentException if there is no text
     */
    EmbedRequest embedRequest(Exchange exchange, Cancellation cancellation) {
        EmbedRequest given =
                exchange.getMessage().getBody() instanceof EmbedRequest request ? request : null;
        EmbedRequest.Builder builder =
                given != null
                        ? given.toBuilder()
                        : EmbedRequest.builder(texts(exchange))
                                .model(model(exchange))
                                .agentId(agentId(exchange))
                                .workflowId(workflowId(exchange));
        return builder.runId(runId(exchange, given))
                .stepId(stepId(exchange, given))
                .runTokenLimit(runTokenLimit(exchange, given))
                .confidential(confidential(exchange) || given != null && given.confidential())
                .deadline(deadline(exchange, given))
                .cancellation(cancellation)
                .build();
    }

    private static List<String> texts(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Iterable<?> texts && !(body instanceof JsonNode)) {
            List<String> inputs = new ArrayList<>();
            texts.forEach(text -> inputs.add(String.valueOf(text)));
            return inputs;
        }
        return List.of(PromptBody.text(exchange));
    }

    /**
     * Whether the call has to stay with local providers: a header can ask for it, but not take it
     * back.
     */
    private boolean confidential(Exchange exchange) {
        return options().isPrivate()
                || header(exchange, GorgonLlmConstants.PRIVATE, Boolean.class, false)
                || header(exchange, GorgonLlmConstants.FORCE_LOCAL, Boolean.class, false);
    }

    private ModelTier tier(Exchange exchange) {
        return TierWord.tier(
                header(exchange, GorgonLlmConstants.TIER, String.class, endpoint.getTier()),
                agents,
                agentId(exchange));
    }

    /** Who asks; null when unknown. */
    String agentId(Exchange exchange) {
        return header(exchange, GorgonLlmConstants.AGENT_ID, String.class, options().getAgentId());
    }

    /**
     * What names the call in the journal; null when its answer is not kept there.
     *
     * @throws IllegalArgumentException if it is blank or longer than 512 characters
     */
    String journalKey(Exchange exchange) {
        String key =
                header(
                        exchange,
                        GorgonLlmConstants.JOURNAL_KEY,
                        String.class,
                        options().getJournalKey());
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new IllegalArgumentException(
                    "the journal key of the call (option journalKey or header "
                            + GorgonLlmConstants.JOURNAL_KEY
                            + ") has to be a text of 1 to "
                            + LONGEST_KEY
                            + " characters, not "
                            + (key.isBlank() ? "a blank one" : "one of " + key.length())
                            + "; take what names the message, such as its JMSMessageID");
        }
        return key;
    }

    private String workflowId(Exchange exchange) {
        return header(
                exchange, GorgonLlmConstants.WORKFLOW_ID, String.class, options().getWorkflowId());
    }

    /** The most tokens to answer with; null when nobody says it. */
    private Integer maxTokens(Exchange exchange) {
        return header(
                exchange, GorgonLlmConstants.MAX_TOKENS, Integer.class, options().getMaxTokens());
    }

    private static String runId(Exchange exchange, ModelRequest given) {
        return given != null && given.runId() != null
                ? given.runId()
                : header(exchange, GorgonLlmConstants.RUN_ID, String.class, null);
    }

    private static String stepId(Exchange exchange, ModelRequest given) {
        return given != null && given.stepId() != null
                ? given.stepId()
                : header(exchange, GorgonLlmConstants.STEP_ID, String.class, null);
    }

    /** The lower one, when both the header and the given request have one. */
    private static Long runTokenLimit(Exchange exchange, ModelRequest given) {
        Long limit = header(exchange, GorgonLlmConstants.RUN_TOKEN_LIMIT, Long.class, null);
        Long own = given == null ? null : given.runTokenLimit();
        return limit == null || own != null && own < limit ? own : limit;
    }

    private Instant deadline(Exchange exchange, ModelRequest given) {
        if (given != null && given.deadline() != null) {
            return given.deadline();
        }
        long timeout =
                header(exchange, GorgonLlmConstants.TIMEOUT, Long.class, options().getTimeout());
        return timeout <= 0 ? null : clock.instant().plusMillis(timeout);
    }

    private List<String> stopSequences(Exchange exchange) {
        Object value =
                header(
                        exchange,
                        GorgonLlmConstants.STOP_SEQUENCES,
                        Object.class,
                        options().getStopSequences());
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return Arrays.stream(value.toString().split(",")).filter(text -> !text.isEmpty()).toList();
    }

    private JsonNode responseSchema(Exchange exchange) {
        Object value = exchange.getMessage().getHeader(GorgonLlmConstants.RESPONSE_SCHEMA);
        if (value == null) {
            return configuredSchema;
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        return value instanceof Map
                ? LlmHttpClient.JSON.valueToTree(value)
                : json(value.toString(), "the header " + GorgonLlmConstants.RESPONSE_SCHEMA);
    }

    private static JsonNode json(String text, String where) {
        try {
            return LlmHttpClient.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    where + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> T header(Exchange exchange, String name, Class<T> type, T otherwise) {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null) {
            return otherwise;
        }
        T converted = exchange.getContext().getTypeConverter().tryConvertTo(type, exchange, value);
        if (converted == null) {
            throw new IllegalArgumentException(
                    "the header " + name + " has to be a " + type.getSimpleName());
        }
        return converted;
    }
}
