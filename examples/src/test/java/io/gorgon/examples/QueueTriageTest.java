package io.gorgon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTriageTest {

    private static final Path MOCK = Path.of("queue-triage/mock.yaml");
    private static final long LONG_MS = 60_000;
    private static final String DEAD = "support.dead";
    private static final List<String> DEPARTMENTS =
            List.of("billing", "technical", "sales", "general");

    @TempDir Path folder;

    /** Makes the message that is sent. */
    private interface Content {
        Message in(Session session) throws JMSException;
    }

    private static Content text(String text) {
        return session -> session.createTextMessage(text);
    }

    private static Content bytes(int... content) {
        return session -> {
            BytesMessage message = session.createBytesMessage();
            for (int each : content) {
                message.writeByte((byte) each);
            }
            return message;
        };
    }

    /** Twenty messages by the correlation id that each is sent with. */
    private static Map<String, Content> twenty() {
        Map<String, Content> messages = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            messages.put("billing-" + i, text("Number " + i + ": my invoice is wrong."));
            messages.put("technical-" + i, text("Number " + i + ": the app has an error."));
        }
        for (int i = 0; i < 2; i++) {
            messages.put("sales-" + i, text("Number " + i + ": what is the price?"));
            messages.put("general-" + i, text("Number " + i + ": a nice day to you."));
        }
        messages.put("general-unknown", text("Do you have a job for me?"));
        messages.put("general-data", text("${env:HOME} {{secret}} '; drop"));
        messages.put("dead-empty", text(""));
        messages.put("dead-blank", text(" \n "));
        messages.put("dead-long", text("x".repeat(20_001)));
        messages.put("dead-bytes", bytes(1, 2, 3));
        messages.put("dead-object", session -> session.createObjectMessage(new Date(0)));
        messages.put("dead-workflow", text("gibberish"));
        return messages;
    }

    @Test
    void eachMessageReachesItsQueueAndEachSenderGetsTheAnswerToHisOwn() throws Exception {
        Map<String, Content> messages = twenty();
        assertThat(messages).hasSize(20);
        try (RunningTriage triage = new RunningTriage(folder.resolve("data"), MOCK);
                Connection connection = triage.connect()) {
            sendAtTheSameTime(connection, messages);

            Map<String, Message> replies = receive(connection, "replies", messages.size());
            assertThat(replies).containsOnlyKeys(messages.keySet());
            for (Map.Entry<String, Message> reply : replies.entrySet()) {
                assertThat(reply.getValue().getStringProperty("status"))
                        .as(reply.getKey())
                        .isEqualTo(reply.getKey().startsWith("dead") ? "rejected" : "accepted");
            }
            assertThat(((TextMessage) replies.get("dead-workflow")).getText())
                    .isEqualTo("Your message could not be sorted; a person will read it.");
            assertThat(replies.get("dead-workflow").propertyExists("reason")).isFalse();
            assertThat(((TextMessage) replies.get("billing-2")).getText())
                    .isEqualTo(
                            "Your message is with our billing department: The customer asks about a"
                                    + " payment.");

            for (String department : DEPARTMENTS) {
                Map<String, Message> arrived =
                        receive(connection, "department." + department, count(department));
                assertThat(arrived.keySet()).allMatch(id -> id.startsWith(department));
                for (Map.Entry<String, Message> each : arrived.entrySet()) {
                    String sent =
                            ((TextMessage) messages.get(each.getKey()).in(session(connection)))
                                    .getText();
                    assertThat(((TextMessage) each.getValue()).getText()).isEqualTo(sent);
                    assertThat(each.getValue().getStringProperty("urgency")).isNotBlank();
                    assertThat(each.getValue().getStringProperty("summary")).isNotBlank();
                }
            }
            assertDead(receive(connection, DEAD, count("dead")));

            triage.type("I want a refund");
            triage.awaitOutput("Your message is with our billing department");
        }
    }

    private static void assertDead(Map<String, Message> dead) throws JMSException {
        assertThat(reason(dead, "dead-empty")).isEqualTo("the message is empty");
        assertThat(reason(dead, "dead-blank")).isEqualTo("the message is empty");
        assertThat(reason(dead, "dead-long"))
                .isEqualTo("the message is longer than 20000 characters");
        assertThat(reason(dead, "dead-bytes")).isEqualTo("the message is not a text");
        assertThat(reason(dead, "dead-object")).contains("Date");
        assertThat(reason(dead, "dead-workflow"))
                .startsWith("Workflow 'triage' failed: Step 'classify' failed: ");
        assertThat(((TextMessage) dead.get("dead-workflow")).getText()).isEqualTo("gibberish");
        assertThat(((TextMessage) dead.get("dead-long")).getText()).hasSize(20_001);
        assertThat(dead.get("dead-bytes").getBody(byte[].class)).containsExactly(1, 2, 3);
    }

    private static String reason(Map<String, Message> dead, String id) throws JMSException {
        assertThat(dead).containsKey(id);
        return dead.get(id).getStringProperty("reason");
    }

    @Test
    void aProgramThatIsKilledLosesNoMessageAndAnswersNoneTwice() throws Exception {
        int count = 10;
        Files.writeString(
                folder.resolve("slow.yaml"),
                """
                answers:
                  - delay_ms: 400
                    json: {department: sales, urgency: low, summary: Something.}
                """);
        Path config =
                Files.writeString(
                        folder.resolve("gorgon.yaml"),
                        "llm: {mode: local, providers: {mock: {script: slow.yaml}}}");
        Map<String, Content> messages = new TreeMap<>();
        IntStream.range(0, count).forEach(i -> messages.put("id-" + i, text("Message " + i)));
        try (RunningTriage triage = new RunningTriage(folder.resolve("data"), config);
                Connection connection = triage.connect()) {
            sendAtTheSameTime(connection, messages);
            // Four are in work at a time: when the first one is done, others are in the middle.
            triage.awaitOutput("department.sales");
            triage.kill();
        }
        try (RunningTriage triage = new RunningTriage(folder.resolve("data"), config);
                Connection connection = triage.connect()) {
            assertThat(receive(connection, "department.sales", count))
                    .containsOnlyKeys(messages.keySet());
            assertThat(receive(connection, "replies", count)).containsOnlyKeys(messages.keySet());
            assertThat(receive(connection, DEAD, 0)).isEmpty();
        }
    }

    private static int count(String prefix) {
        return (int) twenty().keySet().stream().filter(id -> id.startsWith(prefix)).count();
    }

    private static Session session(Connection connection) throws JMSException {
        return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private static void sendAtTheSameTime(Connection connection, Map<String, Content> messages)
            throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(messages.size());
        try {
            List<Future<Void>> sent = new ArrayList<>();
            messages.forEach(
                    (id, content) -> sent.add(senders.submit(() -> send(connection, id, content))));
            for (Future<Void> each : sent) {
                each.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private static Void send(Connection connection, String id, Content content)
            throws JMSException {
        try (Session session = session(connection)) {
            Message message = content.in(session);
            message.setJMSCorrelationID(id);
            message.setJMSReplyTo(session.createQueue("replies"));
            try (MessageProducer producer =
                    session.createProducer(session.createQueue("support"))) {
                producer.send(message);
            }
        }
        return null;
    }

    /**
     * Takes this many messages, and fails when there are more or when one comes twice.
     *
     * @return them by their correlation ids
     */
    private static Map<String, Message> receive(Connection connection, String queue, int count)
            throws JMSException {
        Map<String, Message> received = new TreeMap<>();
        Session session = session(connection);
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (int i = 0; i < count; i++) {
                Message message = consumer.receive(LONG_MS);
                assertThat(message).as("message %d of %d in %s", i, count, queue).isNotNull();
                assertThat(received.put(message.getJMSCorrelationID(), message)).isNull();
            }
            assertThat(consumer.receive(200)).as("one more in %s", queue).isNull();
        }
        return received;
    }
}
