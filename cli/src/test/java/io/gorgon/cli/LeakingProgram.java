package io.gorgon.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;

/**
 * Turns to the network in every way there is. Nothing leaves: each way has an address of its own on
 * loopback, where nobody listens.
 */
final class LeakingProgram {

    private interface Attempt {
        void run() throws IOException;
    }

    private LeakingProgram() {}

    public static void main(String[] arguments) {
        attempt(() -> InetAddress.getByName("leak.example.com"));
        attempt(() -> connect(new InetSocketAddress("127.0.0.2", 1)));
        attempt(() -> SocketChannel.open(new InetSocketAddress("127.0.0.3", 1)).close());
        attempt(() -> send(new InetSocketAddress("127.0.0.4", 1)));
        attempt(() -> InetAddress.getByName("127.0.0.5").getCanonicalHostName());
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
        }
    }

    private static void send(InetSocketAddress address) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.allocate(1), address);
        }
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
            System.out.println("done");
        } catch (IOException | RuntimeException e) {
            System.out.println(e);
        }
    }
}
