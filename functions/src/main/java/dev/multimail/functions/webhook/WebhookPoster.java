package dev.multimail.functions.webhook;

import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts a body to a subscriber's endpoint without letting the subscriber choose what else is reached. The host is
 * resolved once, every address found is checked, and the socket is opened to a checked address itself, so a name that
 * resolves differently a moment later changes nothing. Redirects are answers like any other and never followed; of the
 * response only the status line is read.
 */
public final class WebhookPoster {
    /** How long one post may take, from looking up the name to reading the status. */
    public static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_HOST = 253;
    private static final int HIGHEST_PORT = 65_535;

    // A last label of digits or 0x… makes a host an IPv4 address to some parser (WHATWG URL, "ends in a number").
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)");
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    // Services that would take an HTTP request for commands of their own, or that hold data behind no password.
    private static final Set<Integer> BLOCKED_PORTS = Set.of(
            0, 19, 20, 21, 22, 23, 25, 53, 69, 79, 110, 111, 119, 135, 137, 139, 143, 161, 389, 445, 465, 512, 513, 514,
            587, 636, 873, 993, 995, 1433, 1521, 2049, 2375, 2376, 3306, 3389, 5432, 5900, 6379, 11211, 27017);

    private final AddressRule rule;
    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final Duration timeout;

    /** Looks up the addresses of a host. */
    @FunctionalInterface
    public interface Resolver {
        /**
         * All addresses of the host; never empty.
         *
         * @throws UnknownHostException if it has none
         */
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /** What came of a post. */
    public sealed interface Answer {
        /**
         * The endpoint answered.
         *
         * @param status its HTTP status, 200 to 599
         * @param took from looking up the name to reading the status
         */
        record Answered(int status, Duration took) implements Answer {
            /** Whether the endpoint took the event: 2xx. A redirect is a failure. */
            public boolean accepted() {
                return status >= 200 && status <= 299;
            }
        }

        /**
         * No answer came.
         *
         * @param why one of a few fixed phrases, never anything that the other side said
         */
        record Unreachable(String why) implements Answer {}
    }

    /** Posts within 15 seconds and by the platform's trusted certificates. */
    public WebhookPoster(AddressRule rule, Resolver resolver) {
        this(rule, resolver, (SSLSocketFactory) SSLSocketFactory.getDefault(), TIMEOUT);
    }

    WebhookPoster(AddressRule rule, Resolver resolver, SSLSocketFactory tls, Duration timeout) {
        this.rule = rule;
        this.resolver = resolver;
        this.tls = tls;
        this.timeout = timeout;
    }

    /** The platform's own resolver. */
    public static Resolver platformResolver() {
        return host -> List.of(InetAddress.getAllByName(host));
    }

    /**
     * Checks the form of a URL, with no lookup: https (or http to this machine, if the rule allows that), a host name
     * with a dot in ASCII and not an IP address in any notation, no user info, no fragment, no port of another
     * well-known service, at most 2,048 characters. Where the name leads is checked when the connection is made.
     *
     * @throws Problem {@code invalid_field} saying which of these it breaks
     */
    public static void requireUsable(URI url, AddressRule rule) {
        require(url.toString().length() <= LONGEST_URL, "has at most 2,048 characters");
        String host = url.getHost();
        if (host == null || host.length() > LONGEST_HOST) {
            throw unusable("names a host in ASCII (an international name in its xn-- form)");
        }
        boolean local = rule.allowsLoopback() && LOOPBACK_HOSTS.contains(host);
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        require("https".equalsIgnoreCase(url.getScheme()) || (plain && local), "starts with https://");
        require(!url.getRawAuthority().contains("@"), "has no user name or password");
        require(url.getRawFragment() == null, "has no fragment");
        boolean name = !host.startsWith("[") && !NUMERIC.matcher(host).matches();
        require(local || name, "names a host, not an IP address");
        require(local || (host.contains(".") && !host.endsWith(".")), "names a host with its full domain");
        require(
                url.getPort() <= HIGHEST_PORT && !BLOCKED_PORTS.contains(url.getPort()),
                "uses a port on which web servers listen");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw unusable(sentence);
        }
    }

    private static Problem unusable(String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, "A webhook URL " + sentence + ".", "field", "url");
    }

    /**
     * Posts the body as it is. The headers Host, Content-Length, Connection and User-Agent are set here.
     *
     * @param url refused again here if {@link #requireUsable} would refuse it
     * @param headers further headers, such as the signatures and the content type
     * @throws Problem {@code header_injection} if a header's name or value would break out of its line, or is one set
     *     here
     */
    public Answer post(URI url, Map<String, String> headers, Octets body) {
        try {
            requireUsable(url, rule);
        } catch (Problem unusable) {
            return new Answer.Unreachable("url not allowed");
        }
        PinnedExchange exchange =
                new PinnedExchange(url, PostRequest.bytes(url, headers, body), rule, resolver, tls, timeout);
        FutureTask<Answer> task = new FutureTask<>(exchange::run);
        // The caller's thread keeps the time: no single socket timeout covers lookup, handshake, writing and a slow
        // drip.
        Thread.ofPlatform().daemon().name("webhook-post").start(task);
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Answer.Unreachable("timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a post failed in a way that it does not foresee", e.getCause());
        } finally {
            exchange.abandon();
        }
    }
}
