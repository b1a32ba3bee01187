package io.gorgon.examples;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.gorgon.camel.llm.GorgonLlmComponent;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker delivers a message again after its answers were paid for. */
class QueueTriageRedeliveryTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DEPARTMENT = "department.billing";

    /** The answers of the workflow and of the plain call. */
    private static final int PAID = 2;

    @TempDir private Path folder;
    private final AtomicInteger deliveries = new AtomicInteger();
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://71");
    private final WireMockServer provider =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void startBrokerAndProvider() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .addAcceptorConfiguration("program", "vm://71")
                .setSecurityEnabled(false)
                .setPersistenceEnabled(false)
                .setMaxDiskUsage(-1)
                .addAddressSetting(
                        "#",
                        new AddressSettings().setMaxDeliveryAttempts(-1).setRedeliveryDelay(100));
        for (String queue : new String[] {"support", DEPARTMENT}) {
            configuration.addQueueConfiguration(
                    QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
        }
        broker.setConfiguration(configuration).start();
        provider.start();
        provider.stubFor(
                get(urlPathMatching(".*/models"))
                        .willReturn(okJson("{\"data\":[{\"id\":\"small\"}]}")));
        answer(
                "Sort this message",
                "{\\\"department\\\":\\\"billing\\\",\\\"urgency\\\":\\\"low\\\",\\\"summary\\\":\\\"Asks.\\\"}");
        answer("Draft an answer", "Dear customer");
    }

    private void answer(String prompt, String content) {
        provider.stubFor(
                post(urlPathMatching(".*/chat/completions"))
                        .withRequestBody(containing(prompt))
                        .willReturn(
                                okJson(
                                        """
                                        {"id":"c","model":"small","choices":[{"index":0,"finish_reason":"stop",
                                        "message":{"role":"assistant","content":"%s"}}],
                                        "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}"""
                                                .formatted(content))));
    }

    @AfterEach
    void stop() throws Exception {
        connections.close();
        broker.stop();
        provider.stop();
    }

    /** Camel with the routes of the example, which fail so often after all has been paid for. */
    private DefaultCamelContext camel(int failures) throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("gorgon.yaml"),
                        """
                        llm:
                          mode: local
                          providers:
                            server:
                              type: openai
                              base_url: http://127.0.0.1:%d/v1
                              tier_models: {fast: small}
                        state: {url: 'sqlite:%s'}
                        """
                                .formatted(provider.port(), folder.resolve("state.db")));
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getComponent("gorgon-llm", GorgonLlmComponent.class).setConfig(config.toString());
        camel.getRegistry().bind("connectionFactory", connections);
        for (String file : new String[] {"triage.gorgon.yaml", "queue-triage.camel.yaml"}) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            PluginHelper.getResourceLoader(camel)
                                    .resolveResource("file:queue-triage/" + file));
        }
        AdviceWith.adviceWith(
                camel,
                "queue-triage",
                route ->
                        route.weaveByToUri("jms:queue:" + DEPARTMENT)
                                .before()
                                .process(
                                        exchange -> {
                                            if (deliveries.incrementAndGet() <= failures) {
                                                exchange.setRollbackOnly(true);
                                            }
                                        }));
        camel.start();
        return camel;
    }

    private void send(Connection connection) throws Exception {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue("support"))
                    .send(session.createTextMessage("My invoice is wrong"));
        }
    }

    private Message receive(Connection connection) throws Exception {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            return session.createConsumer(session.createQueue(DEPARTMENT)).receive(LONG.toMillis());
        }
    }

    private int requests() {
        return provider.countRequestsMatching(
                        postRequestedFor(urlPathMatching(".*/chat/completions")).build())
                .getCount();
    }

    @Test
    void aMessageThatIsDeliveredAgainIsPaidOnce() throws Exception {
        try (Connection connection = connections.createConnection();
                DefaultCamelContext camel = camel(2)) {
            connection.start();
            send(connection);

            Message arrived = receive(connection);

            assertThat(arrived).isNotNull();
            assertThat(arrived.getStringProperty("draft")).isEqualTo("Dear customer");
            assertThat(arrived.getStringProperty("summary")).isEqualTo("Asks.");
            assertThat(deliveries).hasValue(3);
            assertThat(requests()).isEqualTo(PAID);
            assertThat(camel.isStarted()).isTrue();
        }
    }

    @Test
    void alsoAfterTheProgramWasStartedAgain() throws Exception {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            try (DefaultCamelContext failing = camel(Integer.MAX_VALUE)) {
                send(connection);
                await().atMost(LONG).until(() -> deliveries.get() > 0);
                assertThat(failing.isStarted()).isTrue();
            }
            assertThat(requests()).isEqualTo(PAID);

            deliveries.set(0);
            try (DefaultCamelContext camel = camel(0)) {
                assertThat(receive(connection).getStringProperty("draft"))
                        .isEqualTo("Dear customer");
                assertThat(camel.isStarted()).isTrue();
            }
            assertThat(requests()).isEqualTo(PAID);
        }
    }
}
