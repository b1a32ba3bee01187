package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MockScriptProblemsTest {

    @Test
    void anEmptyListOfAnswersIsAllowed() {
        assertThatCode(() -> MockScript.parse("mock.yaml", "answers: []"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answers: [{repply: a}] | mock.yaml, line 1, column 12: unknown key 'repply'; did you mean 'reply'?",
                "answer: [] | mock.yaml, line 1, column 1: unknown key 'answer'; did you mean 'answers'?",
                "answers: [{zzzzzzzzz: a}] | unknown key 'zzzzzzzzz'; use one of when, reply, json",
                "answers: [{when: {agnet: a}, reply: b}] | column 19: unknown key 'agnet'; did you mean 'agent'?",
                "answers: [{when: {tier: fats}, reply: b}] | unknown tier 'fats'; did you mean 'fast'?",
                "answers: [{when: {prompt: '('}, reply: b}] | column 27: prompt is not a valid regular expression",
                "answers: [{error: rate_limit}] | unknown error 'rate_limit'; did you mean 'rate_limited'?",
                "answers: [{error: nonsense}] | unknown error 'nonsense'; use one of authentication",
                "answers: [{finish_reason: stopp}] | unknown finish_reason 'stopp'; did you mean 'stop'?",
                "answers: [{delay_ms: -1}] | delay_ms has to be a whole number from 0 to 3600000",
                "answers: [{delay_ms: 1.5}] | delay_ms has to be a whole number",
                "answers: [{delay_ms: 99999999999999999999}] | delay_ms has to be a whole number",
                "answers: [{times: 0, reply: a}] | times has to be a whole number from 1",
                "answers: [{fail_times: 1, reply: a}] | fail_times means nothing without 'error:'",
                "answers: [{retry_after_ms: 1, reply: a}] | retry_after_ms means nothing without 'error:'",
                "answers: [{reply: a, json: {}}] | an answer has one text; keep one of reply and json",
                "answers: [{when: {tier: embedding}, reply: a}] | an embedding has no text; leave reply out",
                "answers: [{reply: a, reply: b}] | the key 'reply' is there twice",
                "answers: [{reply: [a]}] | reply has to be a text",
                "answers: [{reply: null}] | reply has to be a text",
                "answers: [{stream: a}] | stream has to be a list",
                "answers: [{stream: [{delay_ms: 1}]}] | a piece needs 'text:'",
                "answers: [{stream: [{text: a, dealy_ms: 1}]}] | unknown key 'dealy_ms'; did you mean 'delay_ms'?",
                "answers: [{json: {a: .inf}}] | JSON has no such number",
                "answers: a | answers has to be a list",
                "answers: [a] | an answer has to be a map with when",
                "[] | a mock script has to be a map with answers",
                "{} | mock.yaml: a mock script needs 'answers:'",
                "answers: [{json: &a [*a]}] | nested too deeply, or contains itself",
                "'answers: [' | mock.yaml, line 1, column 11: it is not valid YAML"
            })
    void whatIsWrongWithAScriptIsSaidWithItsPlace(String script, String message) {
        assertThatThrownBy(() -> MockScript.parse("mock.yaml", script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mock.yaml")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n"})
    void anEmptyScriptIsRefused(String script) {
        assertThatThrownBy(() -> MockScript.parse("mock.yaml", script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("answers");
    }
}
