package io.gorgon.llm.mock;

import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What a script looks at to find an answer.
 *
 * @param tier never null; the embedding tier for an embed request
 * @param agent who asks; null when unknown
 * @param step the step that asks; null when unknown
 * @param texts the system prompt and the last user message, or the texts to embed; never null
 */
record MockQuestion(ModelTier tier, String agent, String step, List<String> texts) {

    static MockQuestion of(LlmRequest request) {
        List<String> texts = new ArrayList<>();
        if (request.systemPrompt() != null) {
            texts.add(request.systemPrompt());
        }
        request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .forEach(message -> texts.add(message.text()));
        texts.add(lastUserMessage(request));
        return new MockQuestion(request.tier(), request.agentId(), request.stepId(), texts);
    }

    static MockQuestion of(EmbedRequest request) {
        return new MockQuestion(ModelTier.EMBEDDING, request.agentId(), null, request.inputs());
    }

    /** The last message when no user has said anything. */
    static String lastUserMessage(LlmRequest request) {
        List<Message> messages = request.messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return messages.get(i).text();
            }
        }
        return messages.get(messages.size() - 1).text();
    }
}
