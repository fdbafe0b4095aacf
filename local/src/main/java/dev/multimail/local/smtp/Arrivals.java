package dev.multimail.local.smtp;

import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.wiring.Services;
import dev.multimail.local.pipeline.Functions;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import dev.multimail.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The way of arriving mail, as SES goes it: the raw form becomes a blob, then the Receive function is told. */
public final class Arrivals {
    // Nothing here looks at the sender, so nothing here may say that the sender is in order.
    private static final Map<String, String> NOT_LOOKED_AT = Map.of("status", "GRAY");

    private final Services services;
    private final Functions functions;
    private final Runnable written;

    /** @param written told when rows were written; returns once they are on disk */
    public Arrivals(Services services, Functions functions, Runnable written) {
        this.services = services;
        this.functions = functions;
        this.written = written;
    }

    /** Whether an active mailbox here has this address. */
    public boolean knows(String recipient) {
        try {
            return services.store()
                    .mailboxes()
                    .find(Address.parse(recipient))
                    .flatMap(services.store().mailboxes()::get)
                    .filter(Mailbox::active)
                    .isPresent();
        } catch (Problem notAnAddress) {
            return false;
        }
    }

    /** Takes mail in; when this returns, its messages are kept. Answers the id that SES would have given it. */
    public String take(String mailFrom, List<String> recipients, Octets raw) {
        String id = services.ids().ulid().toLowerCase(Locale.ROOT);
        services.ports().blobs().put(Receive.blobKey(id), raw);
        Map<String, Object> mail = Map.of(
                "messageId", id,
                "source", mailFrom,
                "timestamp", services.clock().instant().toString(),
                "destination", recipients);
        Map<String, Object> receipt = Map.of(
                "recipients", recipients,
                "spamVerdict", NOT_LOOKED_AT,
                "virusVerdict", NOT_LOOKED_AT,
                "spfVerdict", NOT_LOOKED_AT,
                "dkimVerdict", NOT_LOOKED_AT,
                "dmarcVerdict", NOT_LOOKED_AT);
        functions.receive(Map.of(
                "Records", List.of(Map.of("eventSource", "aws:ses", "ses", Map.of("mail", mail, "receipt", receipt)))));
        written.run();
        return id;
    }
}
