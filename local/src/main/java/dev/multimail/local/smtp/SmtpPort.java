package dev.multimail.local.smtp;

import dev.multimail.functions.wiring.Log;
import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/** Receives mail for agents by SMTP (RFC 5321), on this machine alone. It accepts nothing that is not kept yet. */
public final class SmtpPort implements AutoCloseable {
    private static final int LARGEST = 25 * 1024 * 1024;
    private static final int MOST_RECIPIENTS = 100;
    private static final Duration STOPS_WITHIN = Duration.ofMillis(300);
    // RFC 3463 §3.2 and §3.4, §3.3: no such mailbox; too large; trouble on our side.
    private static final String NO_MAILBOX = "5.1.1 No mailbox here has this address";
    private static final String TROUBLE = "4.3.0 The mail could not be kept; try again later";

    private static final Logger QUIET = Logger.getLogger("org.subethamail");

    private final SMTPServer server;

    private SmtpPort(SMTPServer server) {
        this.server = server;
    }

    /**
     * Begins to receive.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static SmtpPort start(int port, Arrivals arrivals, Log log) throws IOException {
        QUIET.setLevel(Level.OFF);
        SMTPServer server = SMTPServer.port(port)
                .bindAddress(InetAddress.ofLiteral("127.0.0.1"))
                .hostName("localhost")
                .softwareName("MultiMail")
                .maxMessageSize(LARGEST)
                .maxRecipients(MOST_RECIPIENTS)
                .messageHandlerFactory(context -> new Transaction(arrivals, log))
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            // The server hides what went wrong with the socket in an unchecked exception.
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
        return new SmtpPort(server);
    }

    public int port() {
        return server.getPortAllocated();
    }

    // Its own end waits for every open conversation, which may be idle for minutes.
    @Override
    public void close() {
        Thread stopping = Thread.ofPlatform().name("smtp-stop").daemon().start(server::stop);
        try {
            stopping.join(STOPS_WITHIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One mail transaction (RFC 5321 §3.3). */
    private static final class Transaction implements MessageHandler {
        private final Arrivals arrivals;
        private final Log log;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        private Transaction(Arrivals arrivals, Log log) {
            this.arrivals = arrivals;
            this.log = log;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (!arrivals.knows(recipient)) {
                throw new RejectException(550, NO_MAILBOX);
            }
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            byte[] raw = data.readNBytes(LARGEST + 1);
            if (raw.length > LARGEST) {
                throw new TooMuchDataException();
            }
            try {
                arrivals.take(sender, recipients, Octets.owning(raw));
                return null;
            } catch (RuntimeException failure) {
                log.failure("smtp", "", failure);
                throw new RejectException(451, TROUBLE);
            }
        }

        @Override
        public void done() {}
    }
}
