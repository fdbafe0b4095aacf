package dev.multimail.bench;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.local.CannotStart;
import dev.multimail.local.LocalInstallation;
import dev.multimail.local.Options;
import dev.multimail.local.data.Keyring;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.store.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * How many sends a second the whole service accepts over HTTP and delivers, against how many of the same transactions
 * the embedded database carries by itself. Both are taken in turns, in one process, in memory, by as many clients.
 */
final class Throughput implements Measurement {
    private static final int ROUNDS = 5;
    private static final int EACH = 50;
    private static final int WARM_UP = 6;
    private static final double ACCEPTED_BAR = 0.7;
    private static final double DELIVERED_BAR = 0.6;
    /** What a message needs until it is sent: its creation, the claim, and the outcome. */
    private static final int TRANSACTIONS = 3;

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final int PATIENCE_SECONDS = 120;

    /** What one round gave, each in a second. */
    private record Round(double bare, double accepted, double delivered) {}

    @Override
    public List<Figure> run() throws IOException, InterruptedException {
        try (LocalInstallation service = start();
                Workbench bench = new Workbench();
                Crowd crowd = new Crowd()) {
            BareSend bare = BareSend.record(bench, bench.desk("sender"));
            Samples rates = new Samples();
            Samples accepted = new Samples();
            Samples acceptedOverBare = new Samples();
            Samples delivered = new Samples();
            Samples deliveredOverBare = new Samples();
            for (int number = 0; number < WARM_UP + ROUNDS; number++) {
                Round round = round(bench, bare, crowd, service);
                if (number >= WARM_UP) {
                    rates.add(round.bare());
                    accepted.add(round.accepted());
                    acceptedOverBare.add(round.accepted() / round.bare());
                    delivered.add(round.delivered());
                    deliveredOverBare.add(round.delivered() * TRANSACTIONS / round.bare());
                }
            }
            return List.of(
                    figure("accepted sends over bare transactions", ACCEPTED_BAR, acceptedOverBare, accepted, rates),
                    figure(
                            "delivered messages over a third of bare transactions",
                            DELIVERED_BAR,
                            deliveredOverBare,
                            delivered,
                            rates));
        }
    }

    private static LocalInstallation start() throws IOException {
        try {
            return LocalInstallation.start(Options.ephemeral(), System.err);
        } catch (CannotStart failed) {
            throw new IOException("the service does not start", failed);
        }
    }

    private static Figure figure(String name, double bar, Samples ratio, Samples rate, Samples bare) {
        return new Figure(
                name,
                String.format(Locale.ROOT, ">= %.1f", bar),
                String.format(
                        Locale.ROOT,
                        "%s; %s against %s transactions/s, %d rounds of %d",
                        ratio.text(""),
                        rate.text("/s", 0),
                        bare.text("", 0),
                        ratio.count(),
                        EACH * Crowd.SIZE),
                ratio.median() >= bar);
    }

    // Bare transactions before and after, since a shared machine is not equally free all the time.
    private static Round round(Workbench bench, BareSend bare, Crowd crowd, LocalInstallation service)
            throws IOException, InterruptedException {
        int messages = EACH * Crowd.SIZE;
        double bareBefore = crowd.seconds(bareShares(bench, bare));
        List<KeptConnection> connections = connections(service);
        try {
            long begun = System.nanoTime();
            double acceptedSeconds = crowd.seconds(
                    connections.stream().map(Throughput::sendShare).toList());
            double sentSeconds = untilAllAreSent(service, messages, begun);
            settle(service);
            double bareAfter = crowd.seconds(bareShares(bench, bare));
            return new Round(
                    2 * messages / (bareBefore + bareAfter), messages / acceptedSeconds, messages / sentSeconds);
        } finally {
            for (KeptConnection connection : connections) {
                connection.close();
            }
        }
    }

    // The requests are made before the clock runs.
    private static List<Callable<Void>> bareShares(Workbench bench, BareSend bare) {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int client = 0; client < Crowd.SIZE; client++) {
            List<TransactWriteItemsRequest> writes = new ArrayList<>();
            for (int number = 0; number < EACH; number++) {
                writes.add(bare.fresh());
            }
            shares.add(() -> {
                writes.forEach(bench.client()::transactWriteItems);
                return null;
            });
        }
        return shares;
    }

    private static List<KeptConnection> connections(LocalInstallation service) throws IOException {
        Keyring.Tokens mailbox = mailbox(service);
        Sends.unhinder(service, mailbox);
        List<KeptConnection> connections = new ArrayList<>();
        for (int client = 0; client < Crowd.SIZE; client++) {
            connections.add(new KeptConnection(
                    service.url(), "POST", "/v1/mailboxes/" + mailbox.id() + "/send", mailbox.token()));
        }
        return connections;
    }

    // The demonstration mailbox that sends without approval.
    private static Keyring.Tokens mailbox(LocalInstallation service) {
        return service.keyring().mailboxes().getLast();
    }

    private static Callable<Void> sendShare(KeptConnection connection) {
        return () -> {
            for (int number = 0; number < EACH; number++) {
                KeptConnection.Answer answer =
                        connection.ask(Sends.body(UUID.randomUUID().toString()));
                if (answer.status() != 202
                        || !Json.tree(answer.body()).at("status").text().equals("queued")) {
                    throw new IOException(answer.status() + " " + answer.body());
                }
            }
            return null;
        };
    }

    // Looks at the newest message until it is sent, and then at all of the round.
    private static double untilAllAreSent(LocalInstallation service, int messages, long begun)
            throws InterruptedException {
        Services services = service.services();
        Lane lane = new Lane(MailboxId.parse(mailbox(service).id()).orElseThrow(), true);
        MessageId last = services.store()
                .messages()
                .newest(lane, 1, null, message -> true)
                .items()
                .getFirst()
                .id();
        while (System.nanoTime() - begun < PATIENCE_SECONDS * 1_000_000_000L) {
            boolean lastIsSent = services.store()
                    .messages()
                    .get(last)
                    .filter(Throughput::isSent)
                    .isPresent();
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (lastIsSent && allAreSent(services, lane, messages)) {
                return seconds;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        throw new IllegalStateException("some messages were not sent within " + PATIENCE_SECONDS + " s");
    }

    private static boolean allAreSent(Services services, Lane lane, int messages) {
        Page<Message> page = services.store().messages().newest(lane, messages, null, message -> true);
        return page.items().stream().allMatch(Throughput::isSent);
    }

    private static boolean isSent(Message message) {
        return message.state() == MessageState.SENT;
    }

    // What follows the sending, such as the reports of delivery, is not to meet the next round.
    private static void settle(LocalInstallation service) {
        for (int patience = 0; patience < PATIENCE_SECONDS / 10; patience++) {
            if (service.settle()) {
                return;
            }
        }
        throw new IllegalStateException("the service does not come to rest");
    }
}
