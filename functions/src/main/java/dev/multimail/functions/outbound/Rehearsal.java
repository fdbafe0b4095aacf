package dev.multimail.functions.outbound;

import dev.multimail.mail.Draft;
import dev.multimail.mail.Header;
import dev.multimail.mail.MimeBuilder;
import dev.multimail.mail.SendingHeaders;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes the mail that a stranger could have sent, for an agent's tests. */
public final class Rehearsal {
    /** The envelope's sender: an address that exists nowhere (RFC 2606 §2), since nobody answers it. */
    public static final String SENDER = "rehearsal@test.invalid";

    private Rehearsal() {}

    /**
     * Mail from a made-up sender to a mailbox.
     *
     * @param from {@code a@x} or {@code Name <a@x>}
     * @param submission its subject, body and attachments; the rest of it is ignored
     * @param id becomes the local part of its Message-ID
     * @param answered the Message-ID header of the message that it answers, or null
     */
    public static Octets mail(
            Mailbox mailbox,
            @Nullable String from,
            Submission submission,
            String id,
            @Nullable String answered,
            Instant now) {
        if (from == null || from.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "from is missing.", "field", "from");
        }
        NamedAddress sender = Checks.recipients("from", List.of(from)).getFirst();
        Draft draft = new Draft(
                sender,
                List.of(new NamedAddress(mailbox.displayName(), mailbox.address())),
                List.of(),
                Checks.subject(submission.subject()),
                Checks.body(submission),
                Checks.attachments(submission.attachments()),
                id + "@" + sender.address().domain(),
                answered,
                answered == null ? List.of() : List.of(answered),
                List.of());
        return SendingHeaders.prepend(MimeBuilder.build(draft), List.of(new Header("Date", SendingHeaders.date(now))));
    }
}
