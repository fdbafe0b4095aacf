package dev.multimail.functions.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocketFactory;

/** A subscriber's endpoint on a loopback port, that counts its connections and keeps what it was sent. */
final class Endpoint implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("Content-Length: ([0-9]+)");

    private final ServerSocket server;
    private final Manner manner;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** How an endpoint treats one connection. */
    @FunctionalInterface
    private interface Manner {
        void serve(Endpoint endpoint, Socket socket) throws IOException, InterruptedException;
    }

    private Endpoint(ServerSocket server, Manner manner) {
        this.server = server;
        this.manner = manner;
        this.thread = Thread.ofPlatform().daemon().start(this::accept);
    }

    private static ServerSocket plain() throws IOException {
        return new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    }

    /** Reads a request, says this, and hangs up. */
    static Endpoint answering(String said) throws IOException {
        return new Endpoint(plain(), (endpoint, socket) -> endpoint.answer(socket, said));
    }

    /** The same over TLS. */
    static Endpoint answering(String said, SSLServerSocketFactory tls) throws IOException {
        ServerSocket server = tls.createServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        return new Endpoint(server, (endpoint, socket) -> endpoint.answer(socket, said));
    }

    /** Reads a request and says nothing. */
    static Endpoint silent() throws IOException {
        return new Endpoint(plain(), (endpoint, socket) -> {
            endpoint.requests.add(read(socket.getInputStream()));
            endpoint.closed.await();
        });
    }

    /** Says this and then a character every 20 milliseconds. */
    static Endpoint dripping(String said) throws IOException {
        return new Endpoint(plain(), (endpoint, socket) -> {
            OutputStream out = socket.getOutputStream();
            out.write(said.getBytes(StandardCharsets.UTF_8));
            while (!endpoint.closed.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        });
    }

    /** Takes the connection and reads nothing. */
    static Endpoint deaf() throws IOException {
        return new Endpoint(plain(), (endpoint, socket) -> endpoint.closed.await());
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                manner.serve(this, socket);
            } catch (IOException e) {
                // The client hung up, or the test closed the endpoint.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void answer(Socket socket, String said) throws IOException {
        requests.add(read(socket.getInputStream()));
        socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("hung up");
            }
            head.write(octet);
        }
        Matcher length = LENGTH.matcher(head.toString(StandardCharsets.UTF_8));
        head.writeBytes(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        return head.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        thread.interrupt();
    }
}
