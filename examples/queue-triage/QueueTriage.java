import jakarta.jms.ConnectionFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Scanner;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * A message broker and the routes of this folder in one program. Lines that are typed are sent as
 * support messages. To be started in the top folder of the project.
 */
public class QueueTriage {

    private static final String FOLDER = "examples/queue-triage/";
    private static final String[] QUEUES = {
        "support",
        "support.dead",
        "department.billing",
        "department.technical",
        "department.sales",
        "department.general"
    };

    public static void main(String[] arguments) throws Exception {
        // Only what the routes log as "say".
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.slf4j.simpleLogger.log.say", "info");
        System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");

        int port = Integer.parseInt(setting("TRIAGE_PORT", "61616"));
        Path data = Path.of(setting("TRIAGE_DATA", FOLDER + ".gorgon"));
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(broker(port, data));
        broker.start();

        Main camel = new Main();
        camel.bind("connectionFactory", insideTheProgram());
        // Where gorgon.yaml does not say it (state.url): what was paid for outlives the program.
        camel.addInitialProperty(
                "camel.component.gorgon-llm.default-state-url",
                "sqlite:" + data.resolve("state.db").toAbsolutePath());
        camel.configure()
                .withRoutesIncludePattern(
                        "file:" + FOLDER + "*.gorgon.yaml,file:" + FOLDER + "*.camel.yaml");
        camel.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void afterStart(BaseMainSupport main) {
                        System.out.printf(
                                "Queue 'support' at tcp://127.0.0.1:%d. Type a message and press"
                                        + " Enter; Ctrl-C ends.%n",
                                port);
                        Thread typing = new Thread(() -> sendWhatIsTyped(main), "typing");
                        typing.setDaemon(true);
                        typing.start();
                    }
                });
        camel.run();
        broker.stop();
    }

    /** A broker that keeps its messages in files, so that none is lost when the program dies. */
    private static Configuration broker(int port, Path data) throws Exception {
        Configuration broker =
                new ConfigurationImpl()
                        .addAcceptorConfiguration("program", "vm://0")
                        // For other programs on this machine, and for no other machine.
                        .addAcceptorConfiguration("machine", "tcp://127.0.0.1:" + port)
                        // Whoever can log in to this machine can send; a real broker has users.
                        .setSecurityEnabled(false)
                        .setJournalType(JournalType.NIO)
                        .setJournalFileSize(1024 * 1024)
                        .setJournalDirectory(data.resolve("journal").toString())
                        .setBindingsDirectory(data.resolve("bindings").toString())
                        .setLargeMessagesDirectory(data.resolve("large-messages").toString())
                        .setPagingDirectory(data.resolve("paging").toString())
                        // Otherwise a disk that is 90 % full blocks all senders.
                        .setMaxDiskUsage(-1)
                        .addAddressSetting(
                                "#",
                                new AddressSettings()
                                        .setDeadLetterAddress(SimpleString.of("support.dead"))
                                        .setMaxDeliveryAttempts(5)
                                        .setRedeliveryDelay(1000));
        for (String queue : QUEUES) {
            broker.addQueueConfiguration(
                    QueueConfiguration.of(queue)
                            .setAddress(queue)
                            .setRoutingType(RoutingType.ANYCAST));
        }
        return broker;
    }

    private static ConnectionFactory insideTheProgram() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
        // Java objects in messages are never made alive, whoever sends them.
        factory.setDeserializationDenyList("*");
        return factory;
    }

    /** Sends each line and waits for its reply, as any other program would do by JMS. */
    private static void sendWhatIsTyped(BaseMainSupport main) {
        ProducerTemplate template = main.getCamelContext().createProducerTemplate();
        Scanner lines = new Scanner(System.in, Charset.defaultCharset());
        while (lines.hasNextLine()) {
            try {
                System.out.println(
                        template.requestBody(
                                "jms:queue:support?requestTimeout=150s",
                                lines.nextLine(),
                                String.class));
            } catch (CamelExecutionException e) {
                System.out.println("No reply: " + e.getCause().getMessage());
            }
        }
    }

    private static String setting(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }
}
