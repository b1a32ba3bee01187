package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPolicyTest {

    private static EndpointPolicy policy(Mode mode, String... allowed) {
        return new EndpointPolicy(List.of(allowed), mode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "direct:x",
                "seda:x",
                "log:audit",
                "file:out?fileName=a.txt",
                "direct:gorgon-workflow-triage",
                "http://localhost:8080/x",
                "http://127.0.0.1/x?bridgeEndpoint=true",
                "https://[::1]:9/x"
            })
    void whatStaysOnTheMachineIsAllowedInModeLocal(String uri) {
        assertThat(policy(Mode.LOCAL).refusal(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/x",
                "HTTPS://example.com/x",
                "http://10.0.0.5/x",
                "http://localhost.example.com/x",
                "http://localhost@example.com/x",
                "jms:queue:out",
                "kafka:topic",
                "smtp:host"
            })
    void whatMayLeaveTheMachineHasToBeListedInModeLocal(String uri) {
        assertThat(policy(Mode.LOCAL).refusal(uri))
                .hasValueSatisfying(
                        sentence ->
                                assertThat(sentence)
                                        .contains("mode local")
                                        .contains("workflows.endpoints"));
        assertThat(policy(Mode.HYBRID).refusal(uri)).isEmpty();
        assertThat(policy(Mode.LOCAL, uri.substring(0, uri.indexOf(':'))).refusal(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec:rm", "bean:x", "language:simple", "ssh:host", "class:x.Y"})
    void whatRunsCodeHasToBeListedInEveryMode(String uri) {
        assertThat(policy(Mode.HYBRID).refusal(uri))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("it can run code"));
        assertThat(policy(Mode.LOCAL, "*").refusal(uri)).isEmpty();
    }

    @Test
    void aListedBeginningOfAnAddressAllowsNothingElse() {
        EndpointPolicy policy = policy(Mode.LOCAL, "https://tickets.example.com/");
        assertThat(policy.refusal("https://tickets.example.com/new")).isEmpty();
        assertThat(policy.refusal("https://tickets.example.com.evil.org/")).isPresent();
        assertThat(policy.refusal("https://other.example.com/")).isPresent();
    }

    @Test
    void gorgonsOwnRoutesAreNoEndpointsForSteps() {
        assertThat(policy(Mode.HYBRID, "*").refusal("direct:gorgon-attempts")).isPresent();
    }

    @Test
    void aHeaderThatLeadsAMessageElsewhereCannotBeSet() {
        EndpointPolicy policy = policy(Mode.LOCAL);
        assertThat(policy.headerRefusal("CamelHttpUri")).isPresent();
        assertThat(policy.headerRefusal("camelJmsDestinationName")).isPresent();
        assertThat(policy.headerRefusal("CamelFileName")).isEmpty();
        assertThat(policy.headerRefusal("priority")).isEmpty();
        assertThat(policy(Mode.LOCAL, "*").headerRefusal("CamelHttpUri")).isEmpty();
    }
}
