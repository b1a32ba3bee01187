package io.gorgon.camel.workflow;

import io.gorgon.llm.LlmRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Models that vote as a test says; what is not a vote is answered with "an answer". */
final class Voters {

    static final List<String> ALL = List.of("utrennyaya", "vechernyaya", "polunochnaya");

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ScriptedModel model = new ScriptedModel(this::answer);

    /** All answer the same. */
    static Voters all(String answer) {
        return of(answer, answer, answer);
    }

    static Voters of(String dawn, String dusk, String midnight) {
        Voters voters = new Voters();
        voters.say("utrennyaya", dawn);
        voters.say("vechernyaya", dusk);
        voters.say("polunochnaya", midnight);
        return voters;
    }

    /** From now on the voter answers this. */
    void say(String voter, String answer) {
        answers.put(voter, answer);
    }

    ScriptedModel model() {
        return model;
    }

    /** The votes that were asked for. */
    List<LlmRequest> asked() {
        return model.requests().stream().filter(LlmRequest::consensus).toList();
    }

    /** The questions that were no votes. */
    List<LlmRequest> others() {
        return model.requests().stream().filter(request -> !request.consensus()).toList();
    }

    static String approve() {
        return "{\"reason\": \"fine\", \"decision\": \"approve\", \"confidence\": 0.9}";
    }

    static String reject() {
        return "{\"reason\": \"too dangerous\", \"decision\": \"reject\", \"confidence\": 0.8}";
    }

    private String answer(LlmRequest request) {
        return request.consensus() ? answers.get(request.agentId()) : "an answer";
    }
}
