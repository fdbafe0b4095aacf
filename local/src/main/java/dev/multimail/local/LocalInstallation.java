package dev.multimail.local;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.webhook.AddressRule;
import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.functions.wiring.Edition;
import dev.multimail.functions.wiring.Log;
import dev.multimail.functions.wiring.Secrets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.functions.wiring.Settings;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.identity.Jwks;
import dev.multimail.local.clock.LocalClock;
import dev.multimail.local.data.DataFolder;
import dev.multimail.local.data.Database;
import dev.multimail.local.data.Keyring;
import dev.multimail.local.data.Outbox;
import dev.multimail.local.data.WholeFiles;
import dev.multimail.local.http.Gateway;
import dev.multimail.local.http.HttpFront;
import dev.multimail.local.http.LocalTools;
import dev.multimail.local.http.Request;
import dev.multimail.local.http.Response;
import dev.multimail.local.smtp.Arrivals;
import dev.multimail.local.smtp.SmtpPort;
import dev.multimail.message.Address;
import dev.multimail.store.Ids;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The whole service, running in this process until it is closed. */
public final class LocalInstallation implements AutoCloseable {
    /** The system property that names the commit of this build. */
    private static final String COMMIT = "multimail.commit";

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DataFolder folder;
    private final HttpFront http;
    private final Machinery machinery;
    private final SmtpPort smtp;
    private volatile Keyring keyring;

    private LocalInstallation(Options options, PrintStream logTo) throws CannotStart {
        try {
            this.folder = opened(folder(options.data()), DataFolder::close);
            this.http = opened(http(options.port()), HttpFront::close);
            SecureRandom random = new SecureRandom();
            InstantSource machine = InstantSource.system();
            this.keyring = keyring(folder, machine, random);
            LocalClock clock = new LocalClock(machine, keyring.clockOffset());
            Log log = new Log(logTo, clock);
            Database database = opened(Database.open(folder.database()), Database::close);
            this.machinery = opened(
                    new Machinery(
                            clock,
                            random,
                            database,
                            folder.blobs(),
                            folder.checkpoint(),
                            folder.sealed(),
                            settings(keyring, "http://127.0.0.1:" + http.port(), options.signUp()),
                            log),
                    Machinery::close);
            Gateway gateway = new Gateway(machinery.services());
            this.keyring = new Demo(machinery.services(), gateway, this::keep).complete(keyring);
            Arrivals arrivals = new Arrivals(machinery.services(), machinery.functions(), machinery::written);
            this.smtp = opened(smtp(options.smtpPort(), arrivals, log), SmtpPort::close);
            machinery.start();
            LocalTools tools = new LocalTools(
                    query -> machinery.outbox().since(query.kept(), query.sinceId(), query.most()),
                    arrivals,
                    () -> Overview.of(this),
                    this::advance);
            http.start(request -> answer(request, gateway, tools), log);
            tell(options.readyFile());
        } catch (CannotStart | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts, and returns once the service answers.
     *
     * @param log where failures are written, as lines of JSON
     * @throws CannotStart if a port or the folder is taken
     */
    public static LocalInstallation start(Options options, PrintStream log) throws CannotStart {
        return new LocalInstallation(options, log);
    }

    private <T> T opened(T part, Consumer<T> close) {
        closers.push(() -> close.accept(part));
        return part;
    }

    private static DataFolder folder(@Nullable Path path) throws CannotStart {
        try {
            return path == null ? DataFolder.ephemeral() : DataFolder.take(path);
        } catch (DataFolder.Unusable unusable) {
            throw new CannotStart(String.valueOf(unusable.getMessage()));
        }
    }

    private static HttpFront http(int port) throws CannotStart {
        try {
            return HttpFront.bind(port);
        } catch (IOException taken) {
            throw new CannotStart("Port " + port + " is taken (" + taken.getMessage()
                    + "). Stop what uses it, or name another one with --port.");
        }
    }

    private static SmtpPort smtp(int port, Arrivals arrivals, Log log) throws CannotStart {
        try {
            return SmtpPort.start(port, arrivals, log);
        } catch (IOException taken) {
            throw new CannotStart("Port " + port + " for SMTP is taken (" + taken.getMessage()
                    + "). Stop what uses it, or name another one with --smtp-port.");
        }
    }

    private static Keyring keyring(DataFolder folder, InstantSource machine, SecureRandom random) {
        return Keyring.read(folder.keys()).orElseGet(() -> {
            Keyring fresh = Keyring.create(new Ids(machine, random).prefixed("acc_"), random);
            fresh.write(folder.keys());
            return fresh;
        });
    }

    private static Settings settings(Keyring keyring, String url, boolean signUp) {
        AddressRule addresses = AddressRule.publicOrLoopback();
        Secrets secrets =
                new Secrets(keyring.linkKeys(), new IdentitySigner(keyring.identity(), keyring.identityKeyId()));
        String jwks = Jwks.of(keyring.identity().getPublic(), keyring.identityKeyId());
        return new Settings(
                URI.create(url),
                Demo.DOMAIN,
                Address.parse("approvals@" + Demo.DOMAIN),
                () -> secrets,
                () -> jwks,
                addresses,
                new WebhookPoster(addresses, WebhookPoster.platformResolver()),
                new Edition(System.getProperty(COMMIT, Edition.UNKNOWN), signUp, true));
    }

    private Response answer(Request request, Gateway gateway, LocalTools tools) {
        if (LocalTools.owns(request)) {
            return tools.handle(request);
        }
        machinery.courtesy().requestCame();
        try {
            Response response = gateway.handle(request);
            machinery.written();
            return response;
        } finally {
            machinery.courtesy().requestAnswered();
        }
    }

    private synchronized void keep(Keyring changed) {
        keyring = changed;
        changed.write(folder.keys());
    }

    private void tell(@Nullable Path readyFile) {
        if (readyFile != null) {
            WholeFiles.replace(readyFile, Json.write(Overview.of(this)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Where it answers, without a slash at its end. */
    public URI url() {
        return services().settings().publicUrl();
    }

    /** Where it receives mail: host and port. */
    public String smtpAddress() {
        return "127.0.0.1:" + smtp.port();
    }

    public int smtpPort() {
        return smtp.port();
    }

    /** The owner's key and the tokens of the demonstration mailboxes. */
    public Keyring keyring() {
        return keyring;
    }

    public Services services() {
        return machinery.services();
    }

    public Outbox outbox() {
        return machinery.outbox();
    }

    /** Where everything is kept, null in memory. */
    public @Nullable Path data() {
        return folder.path();
    }

    /** A text that differs after every change of what is stored. */
    String changes() {
        return machinery.changes();
    }

    /** Lets time pass, waits until what waited for it has happened, and answers the new time. */
    public synchronized Instant advance(Duration step) {
        // Kept first: a process that is killed half-way must not wake up before what it wrote.
        keep(keyring.withClockOffset(keyring.clockOffset().plus(step)));
        return machinery.advance(step);
    }

    /** Waits at most ten seconds until nothing is under way, and answers whether that came. */
    public boolean settle() {
        return machinery.settle();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closers.forEach(Runnable::run);
        }
    }
}
