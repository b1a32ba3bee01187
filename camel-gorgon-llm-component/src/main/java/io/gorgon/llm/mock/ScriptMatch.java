package io.gorgon.llm.mock;

import io.gorgon.llm.ModelTier;
import java.util.regex.Pattern;

/**
 * Which requests an entry of a script is for. What is null matches any; without a tier, embed
 * requests are not meant.
 */
record ScriptMatch(String agent, String step, ModelTier tier, Pattern prompt) {

    static final ScriptMatch ANY = new ScriptMatch(null, null, null, null);

    boolean matches(MockQuestion question) {
        return (agent == null || agent.equals(question.agent()))
                && (step == null || step.equals(question.step()))
                && (tier == null ? question.tier() != ModelTier.EMBEDDING : tier == question.tier())
                && (prompt == null
                        || question.texts().stream().anyMatch(text -> prompt.matcher(text).find()));
    }
}
