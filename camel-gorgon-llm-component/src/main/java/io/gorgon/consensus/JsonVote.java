package io.gorgon.consensus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gorgon.consensus.VoteReader.Unclear;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a vote as JSON. It is the whole answer, or stands in the only code fence of it; before it
 * may be one short line. A longer text with an approval in it may be a voter that quotes what it
 * judges, so that is no vote.
 */
final class JsonVote {

    private static final ObjectReader STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private static final int LONGEST_LEAD = 120;
    private static final Pattern WHOLE =
            Pattern.compile("([^\\n{`]*\\n?)(\\{.*\\})(.*)", Pattern.DOTALL);
    private static final Pattern FENCE =
            Pattern.compile("([^`{]*)```[a-zA-Z]*\\s*(\\{.*?\\})\\s*```([^`]*)", Pattern.DOTALL);

    private static final List<String> WORDS = List.of("decision", "vote", "verdict");
    private static final List<String> SWITCHES = List.of("approve", "approved");
    private static final Set<String> KNOWN =
            Set.of("approve", "approved", "reject", "rejected", "abstain", "abstained");

    private JsonVote() {}

    /**
     * @return empty if there is no JSON object in the text
     * @throws Unclear if there is one, and it is no clear vote
     */
    static Optional<Vote> find(String voter, String text) {
        if (text.indexOf('{') < 0) {
            return Optional.empty();
        }
        Matcher found = text.contains("```") ? FENCE.matcher(text) : WHOLE.matcher(text);
        Optional<JsonNode> json = found.matches() ? json(found.group(2)) : Optional.empty();
        if (json.isEmpty()) {
            return plain(text);
        }
        Vote vote = vote(voter, json.get());
        String before = found.group(1).strip();
        String after = found.group(3).strip();
        PlainVote.requireNoOther(before + "\n" + after, vote.decision());
        if (vote.decision() == Decision.APPROVE && !(isLead(before) && after.isEmpty())) {
            throw new Unclear("the JSON that approves is not the whole answer");
        }
        return Optional.of(vote);
    }

    private static boolean isLead(String before) {
        return before.isEmpty()
                || before.length() <= LONGEST_LEAD
                        && before.endsWith(":")
                        && !before.contains("\n");
    }

    /** A plain vote may have braces in its reason. */
    private static Optional<Vote> plain(String text) {
        if (PlainVote.begins(text)) {
            return Optional.empty();
        }
        throw new Unclear("the JSON in it is not complete, names a key twice or is not alone");
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(STRICT.readTree(text));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static Vote vote(String voter, JsonNode json) {
        Set<Decision> decisions = new HashSet<>();
        for (String key : WORDS) {
            if (json.has(key)) {
                decisions.add(decision(json.get(key)));
            }
        }
        for (String key : SWITCHES) {
            if (json.has(key)) {
                decisions.add(approval(json.get(key)));
            }
        }
        if (decisions.isEmpty()) {
            throw new Unclear("the JSON has no decision");
        }
        if (decisions.size() > 1) {
            throw new Unclear("the JSON contradicts itself");
        }
        Decision decision = decisions.iterator().next();
        String reason = reason(json.path("reason"));
        if (reason != null) {
            PlainVote.requireNoOther(reason, decision);
        }
        return Vote.of(voter, decision, confidence(json.path("confidence")), reason);
    }

    private static Decision decision(JsonNode value) {
        String word = value.isTextual() ? value.textValue().strip().toLowerCase(Locale.ROOT) : "";
        if (!KNOWN.contains(word)) {
            throw new Unclear("its decision is none of approve, reject and abstain");
        }
        return PlainVote.decision(word);
    }

    private static Decision approval(JsonNode value) {
        if (!value.isBoolean()) {
            throw new Unclear("whether it approves is neither true nor false");
        }
        return value.booleanValue() ? Decision.APPROVE : Decision.REJECT;
    }

    private static String reason(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue().strip() : null;
    }

    /** Outside its range it says nothing that could be relied on; the decision still stands. */
    private static Double confidence(JsonNode value) {
        boolean usable = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1;
        return usable ? Double.valueOf(value.doubleValue()) : null;
    }
}
