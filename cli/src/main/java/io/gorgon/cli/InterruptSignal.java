package io.gorgon.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Takes Ctrl-C (SIGINT) from the JVM, which would end with 130 whatever the command says. By
 * reflection, as {@code sun.misc.Signal} (module jdk.unsupported) is there in every common JVM and
 * in no standard.
 */
final class InterruptSignal {

    private InterruptSignal() {}

    /**
     * Calls the action in a thread of its own each time the signal comes. Where that cannot be had,
     * the signal stays with the JVM, which ends by it after its shutdown hooks.
     */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            InterruptSignal.class.getClassLoader(),
                            new Class<?>[] {handler},
                            calling(action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            // the shutdown hook does what is left to do
        }
    }

    private static InvocationHandler calling(Runnable action) {
        return (proxy, method, arguments) ->
                switch (method.getName()) {
                    case "handle" -> {
                        action.run();
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "stop";
                };
    }
}
