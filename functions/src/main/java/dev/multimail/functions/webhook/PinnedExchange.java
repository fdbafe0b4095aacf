package dev.multimail.functions.webhook;

import dev.multimail.functions.webhook.WebhookPoster.Answer;
import dev.multimail.functions.webhook.WebhookPoster.Resolver;
import dev.multimail.message.Octets;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request over one socket, opened to an address that the rule allowed. It runs on a thread of its own and can be
 * abandoned from another: then its socket closes, whatever it waits for, and no further one opens.
 */
final class PinnedExchange {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    // A server name is never an address (RFC 6066 §3), and of addresses only these two pass as the host of a URL.
    private static final Set<String> ADDRESS_HOSTS = Set.of("127.0.0.1", "::1");
    private static final int MOST_RESPONSE_OCTETS = 8192;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final URI url;
    private final Octets request;
    private final AddressRule rule;
    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final Duration timeout;

    private @Nullable Socket open;
    private boolean abandoned;

    PinnedExchange(
            URI url, Octets request, AddressRule rule, Resolver resolver, SSLSocketFactory tls, Duration timeout) {
        this.url = url;
        this.request = request;
        this.rule = rule;
        this.resolver = resolver;
        this.tls = tls;
        this.timeout = timeout;
    }

    /** Makes the exchange. What the other side sends beyond its status line is not read. */
    Answer run() {
        long began = System.nanoTime();
        try {
            List<InetAddress> addresses = resolver.resolve(bareHost());
            // One refused address refuses them all: a name that mixes public and private ones is not an honest
            // endpoint.
            if (!addresses.stream().allMatch(secure() ? rule::allows : rule::allowsPlain)) {
                return new Answer.Unreachable("address not allowed");
            }
            int status = exchange(addresses);
            return new Answer.Answered(status, Duration.ofNanos(System.nanoTime() - began));
        } catch (UnknownHostException e) {
            return new Answer.Unreachable("host not found");
        } catch (SocketTimeoutException e) {
            return new Answer.Unreachable("timed out");
        } catch (ConnectException | NoRouteToHostException e) {
            return new Answer.Unreachable("connection refused");
        } catch (SSLException e) {
            return new Answer.Unreachable("tls failed");
        } catch (NotHttpException e) {
            return new Answer.Unreachable("not http");
        } catch (IOException e) {
            return new Answer.Unreachable("connection broken");
        }
    }

    /** Closes the socket, if one is open, and lets no other open. */
    void abandon() {
        Socket socket;
        synchronized (this) {
            abandoned = true;
            socket = open;
        }
        if (socket != null) {
            close(socket);
        }
    }

    private int exchange(List<InetAddress> addresses) throws IOException {
        try (Socket plain = connect(addresses);
                Socket socket = secure() ? handshake(plain) : plain) {
            socket.getOutputStream().write(request.toByteArray());
            socket.getOutputStream().flush();
            return finalStatus(socket.getInputStream());
        }
    }

    private Socket connect(List<InetAddress> addresses) throws IOException {
        IOException last = new UnknownHostException();
        int port = url.getPort() >= 0 ? url.getPort() : secure() ? HTTPS_PORT : HTTP_PORT;
        int share = Math.toIntExact(Math.max(1, timeout.toMillis() / Math.max(1, addresses.size())));
        for (InetAddress address : addresses) {
            // A proxy that the environment names would look the host up again, so none is used.
            Socket socket = new Socket(Proxy.NO_PROXY);
            adopt(socket);
            try {
                socket.connect(new InetSocketAddress(address, port), share);
                return socket;
            } catch (IOException e) {
                close(socket);
                last = e;
            }
        }
        throw last;
    }

    private synchronized void adopt(Socket socket) throws IOException {
        if (abandoned) {
            close(socket);
            throw new SocketTimeoutException();
        }
        open = socket;
    }

    /** TLS for the name in the URL, not for the address: the certificate must be the name's (RFC 9110 §4.3.4). */
    private Socket handshake(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, bareHost(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!ADDRESS_HOSTS.contains(bareHost())) {
            parameters.setServerNames(List.of(new SNIHostName(bareHost())));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The first status that is not an interim one (RFC 9110 §15.2). */
    private static int finalStatus(InputStream in) throws IOException {
        int budget = MOST_RESPONSE_OCTETS;
        while (budget > 0) {
            String statusLine = line(in, budget);
            budget -= statusLine.length() + 1;
            Matcher matcher = STATUS_LINE.matcher(statusLine.strip());
            if (!matcher.matches()) {
                throw new NotHttpException();
            }
            int status = Integer.parseInt(matcher.group(1));
            if (status >= 200) {
                return status;
            }
            String header;
            do {
                header = line(in, budget);
                budget -= header.length() + 1;
            } while (!header.isBlank());
        }
        throw new NotHttpException();
    }

    /** One line, without its line feed, and not an octet more. */
    private static String line(InputStream in, int budget) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            if (line.length() >= budget) {
                throw new NotHttpException();
            }
            line.append((char) octet);
        }
        return line.toString();
    }

    private boolean secure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private String bareHost() {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed is as useless as a closed one.
        }
    }

    /** The other side does not speak HTTP/1.1. */
    private static final class NotHttpException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
