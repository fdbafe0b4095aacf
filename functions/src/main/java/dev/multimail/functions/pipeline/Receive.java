package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.inbound.Arrival;
import dev.multimail.functions.inbound.Intake;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Message;
import dev.multimail.message.Octets;
import dev.multimail.problem.Problem;
import dev.multimail.store.Replays.Replay;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes in mail that SES received and stored as a blob. Each (SES message id, recipient) becomes one message, however
 * often SES tells of it; mail that cannot be parsed becomes a visible message too, with its raw form kept.
 */
public record Receive(Services services) implements RequestHandler<Map<String, Object>, String> {
    /** Where the raw form of received mail is kept, by SES's id. */
    public static String blobKey(String sesMessageId) {
        return "inbound/" + sesMessageId;
    }

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        int taken = 0;
        for (SesReceipt receipt : SesReceipt.of(event)) {
            Optional<Octets> blob = services.ports().blobs().get(blobKey(receipt.messageId()));
            if (blob.isEmpty() && wasTaken(receipt)) {
                // Told of again after its owner erased it.
                continue;
            }
            Octets raw = blob.orElseThrow(() -> new IllegalStateException("the raw mail is not there yet"));
            ParsedMail mail = MimeParser.parse(raw);
            for (String recipient : receipt.recipients()) {
                Optional<Mailbox> mailbox = find(recipient);
                if (mailbox.isPresent()) {
                    take(receipt, recipient, mailbox.get(), mail, raw);
                    taken++;
                }
            }
        }
        return "took " + taken;
    }

    private boolean wasTaken(SesReceipt receipt) {
        return receipt.recipients().stream()
                .flatMap(to -> find(to).stream())
                .anyMatch(mailbox -> services.store()
                        .replays()
                        .find(
                                new Lane(mailbox.id(), true),
                                once(receipt, mailbox),
                                services.clock().instant())
                        .isPresent());
    }

    // SES's id and not the Message-ID header: the sender chooses the header.
    private static String once(SesReceipt receipt, Mailbox mailbox) {
        return "received:" + receipt.messageId() + ":" + mailbox.address().normalized();
    }

    private Optional<Mailbox> find(String recipient) {
        try {
            return services.store()
                    .mailboxes()
                    .find(Address.parse(recipient))
                    .flatMap(services.store().mailboxes()::get)
                    .filter(Mailbox::active);
        } catch (Problem notAnAddress) {
            return Optional.empty();
        }
    }

    private void take(SesReceipt receipt, String recipient, Mailbox mailbox, ParsedMail mail, Octets raw) {
        Instant now = services.clock().instant();
        Arrival arrival = new Arrival(receipt.mailFrom(), recipient, receipt.verdicts(), mail, raw);
        Intake.Taken taken = Intake.take(services, mailbox, true, arrival, now);
        Message message = taken.message();
        List<Write> writes = new ArrayList<>(taken.writes());
        writes.addAll(services.store().bodies().reference(message.id(), blobKey(receipt.messageId())));
        writes.add(services.store()
                .replays()
                .keep(
                        message.id().lane(),
                        once(receipt, mailbox),
                        new Replay("", 0, message.id().toString()),
                        now));
        writes.add(Steps.record(
                services,
                message,
                now,
                "system:receive",
                "message.received",
                Map.of("status", message.state().wire())));
        Optional<Write.Guard> failed = services.store().transactions().commit(writes);
        if (failed.isPresent() && failed.get() != Write.Guard.IDEMPOTENCY) {
            throw new IllegalStateException("received mail met an old message: " + failed.get());
        }
    }
}
