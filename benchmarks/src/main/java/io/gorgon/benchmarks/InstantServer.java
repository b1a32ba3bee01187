package io.gorgon.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A server that speaks Ollama's format and answers at once, in a process of its own so that its
 * work is not taken for that of the callers. Prints its port.
 */
public final class InstantServer {

    private static final byte[] MODELS =
            answer("{\"models\":[{\"name\":\"llama3.1:8b\",\"model\":\"llama3.1:8b\"}]}");
    private static final byte[] CHAT =
            answer(
                    "{\"model\":\"llama3.1:8b\",\"created_at\":\"2026-11-22T10:00:00Z\",\"message\":{\"role\":\"assistant\","
                            + "\"content\":\"The sky is blue because air scatters blue light more than red.\"},"
                            + "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":1000000,\"load_duration\":1000,"
                            + "\"prompt_eval_count\":12,\"prompt_eval_duration\":1000,\"eval_count\":14,\"eval_duration\":1000}");

    private InstantServer() {}

    private static byte[] answer(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Serves until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> accept(server), "accept");
        accepting.setDaemon(true);
        accepting.start();
        System.out.println(server.getLocalPort());
        while (System.in.read() >= 0) {
            // until the parent is gone
        }
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket), "connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384)) {
            OutputStream out = socket.getOutputStream();
            String requestLine = line(in);
            while (requestLine != null) {
                skipRest(in);
                out.write(requestLine.startsWith("GET") ? MODELS : CHAT);
                requestLine = line(in);
            }
        } catch (IOException e) {
            // the caller has gone
        }
    }

    private static void skipRest(InputStream in) throws IOException {
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        in.skipNBytes(length);
        while (chunked) {
            int size = Integer.parseInt(line(in).strip(), 16);
            in.skipNBytes(size + 2L);
            chunked = size > 0;
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return null;
    }
}
