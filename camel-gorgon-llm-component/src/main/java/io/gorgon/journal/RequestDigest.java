package io.gorgon.journal;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a request is kept.
 *
 * @param prompt the messages as JSON; of pictures the digests only
 * @param hash the same for requests that ask the same, whoever asks and whenever
 */
record RequestDigest(String prompt, String hash) {

    static RequestDigest of(ModelRequest request) {
        Map<String, Object> prompt = new LinkedHashMap<>();
        List<Object> facts;
        if (request instanceof LlmRequest llm) {
            if (llm.systemPrompt() != null) {
                prompt.put("system", llm.systemPrompt());
            }
            prompt.put("messages", llm.messages().stream().map(RequestDigest::message).toList());
            facts =
                    Arrays.asList(
                            llm.tier().label(),
                            llm.model(),
                            llm.preferredModel(),
                            llm.maxTokens(),
                            llm.temperature(),
                            llm.stopSequences(),
                            llm.responseSchema() == null ? null : llm.responseSchema().toString(),
                            llm.agentId(),
                            llm.confidential());
        } else {
            prompt.put("inputs", ((EmbedRequest) request).inputs());
            facts = Arrays.asList(request.model(), request.agentId(), request.confidential());
        }
        String text = ValueCodec.encode(prompt);
        return new RequestDigest(text, Sha256.of(ValueCodec.encode(facts) + text));
    }

    private static Map<String, Object> message(Message message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role().label());
        map.put("text", message.text());
        if (!message.images().isEmpty()) {
            List<Object> images = new ArrayList<>();
            for (Image image : message.images()) {
                images.add(image.mediaType() + " sha256:" + Sha256.of(image.base64()));
            }
            map.put("images", images);
        }
        if (message.toolCallId() != null) {
            map.put("tool_call_id", message.toolCallId());
        }
        return map;
    }
}
