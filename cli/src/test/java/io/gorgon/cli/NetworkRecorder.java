package io.gorgon.cli;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ByteValue;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a program in a JVM of its own, under a debugger that stops it wherever the JDK is about to
 * connect a socket, to send a datagram or to resolve a name, and notes the address or the name. It
 * is the attempt that counts: one that fails is noted like any other.
 *
 * <p>Every socket of java.net and java.nio passes through these methods, on Java 17 as on Java 25,
 * so this sees everything that Java code in the program does. It does not see what native code or
 * another process would do; the program has neither. It watches methods inside of the JDK: where
 * one of them is missing, the recorder fails rather than sees nothing.
 */
final class NetworkRecorder {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Where the JDK turns to the network: class, and the methods in it. */
    private static final Map<String, Set<String>> WATCHED =
            Map.of(
                    "java.net.InetAddress",
                    Set.of("getAllByName0", "getHostFromNameService", "getLocalHost"),
                    "sun.nio.ch.Net",
                    Set.of("connect"),
                    "sun.nio.ch.DatagramChannelImpl",
                    Set.of("send"));

    /**
     * What a program wanted from the network.
     *
     * @param names the names that were to be resolved
     * @param addresses the addresses that were connected to, sent to, or looked up backwards
     * @param exitCode how it ended
     */
    record Record(Set<String> names, Set<InetAddress> addresses, int exitCode) {}

    private final Set<String> names = new TreeSet<>();
    private final Set<InetAddress> addresses = new java.util.HashSet<>();

    private NetworkRecorder() {}

    /**
     * Runs a program to its end.
     *
     * @param program takes the options of the debugger at the place where it has {@code null}
     */
    static Record run(ProcessBuilder program) throws Exception {
        ListeningConnector connector = connector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue(String.valueOf(LIMIT.toMillis()));
        String address = connector.startListening(arguments);
        List<String> command = program.command();
        command.add(
                1,
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1"
                        + address.substring(address.lastIndexOf(':')));
        Process process = program.start();
        try {
            NetworkRecorder recorder = new NetworkRecorder();
            recorder.follow(connector.accept(arguments));
            return new Record(recorder.names, recorder.addresses, process.waitFor());
        } finally {
            connector.stopListening(arguments);
            process.destroyForcibly();
        }
    }

    private static ListeningConnector connector() {
        return Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(it -> it.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
    }

    private void follow(VirtualMachine machine) throws Exception {
        for (String name : WATCHED.keySet()) {
            machine.classesByName(name).forEach(NetworkRecorder::watch);
            ClassPrepareRequest later = machine.eventRequestManager().createClassPrepareRequest();
            later.addClassFilter(name);
            later.enable();
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        boolean running = true;
        while (running) {
            EventSet events = machine.eventQueue().remove(LIMIT.toMillis());
            if (events == null || System.nanoTime() > end) {
                machine.exit(1);
                throw new AssertionError("the program does not come to its end");
            }
            try {
                for (Event event : events) {
                    running &= note(event);
                }
                events.resume();
            } catch (VMDisconnectedException ended) {
                running = false;
            }
        }
    }

    private boolean note(Event event) throws Exception {
        if (event instanceof ClassPrepareEvent prepared) {
            watch(prepared.referenceType());
        } else if (event instanceof BreakpointEvent stopped) {
            List<Value> arguments = stopped.thread().frame(0).getArgumentValues();
            if (arguments.isEmpty()) {
                names.add(stopped.location().method().name());
            }
            for (Value argument : arguments) {
                note(stopped.location().method(), argument);
            }
        }
        return !(event instanceof VMDisconnectEvent || event instanceof VMDeathEvent);
    }

    private void note(Method method, Value argument) throws UnknownHostException {
        if (argument instanceof StringReference name && method.name().equals("getAllByName0")) {
            names.add(name.value());
        } else if (argument instanceof ObjectReference object) {
            String type = object.referenceType().name();
            if (type.equals("java.net.InetSocketAddress")) {
                note(method, field(field(object, "holder"), "addr"));
            } else if (type.equals("java.net.Inet4Address")) {
                int address = ((IntegerValue) field(field(object, "holder"), "address")).value();
                addresses.add(
                        InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array()));
            } else if (type.equals("java.net.Inet6Address")) {
                addresses.add(
                        InetAddress.getByAddress(
                                bytes(field(field(object, "holder6"), "ipaddress"))));
            }
        }
    }

    private static Value field(Value object, String name) {
        ObjectReference reference = (ObjectReference) object;
        return reference.getValue(reference.referenceType().fieldByName(name));
    }

    private static byte[] bytes(Value array) {
        List<Value> values = ((ArrayReference) array).getValues();
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ((ByteValue) values.get(i)).value();
        }
        return bytes;
    }

    private static void watch(ReferenceType type) {
        Set<String> missing = new TreeSet<>(WATCHED.get(type.name()));
        for (Method method : type.methods()) {
            boolean named = WATCHED.get(type.name()).contains(method.name());
            if (named && !method.isNative() && !method.isAbstract()) {
                missing.remove(method.name());
                BreakpointRequest stop =
                        type.virtualMachine()
                                .eventRequestManager()
                                .createBreakpointRequest(method.location());
                stop.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                stop.enable();
            }
        }
        if (!missing.isEmpty()) {
            throw new AssertionError(type.name() + " has no " + missing + " in this JDK");
        }
    }
}
