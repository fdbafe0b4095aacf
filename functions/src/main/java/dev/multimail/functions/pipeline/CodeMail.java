package dev.multimail.functions.pipeline;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.Body;
import dev.multimail.mail.Draft;
import dev.multimail.mail.Header;
import dev.multimail.mail.MimeBuilder;
import dev.multimail.mail.SendingHeaders;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mails a code to the owner whom it is for. It may arrive twice; it is good once. */
final class CodeMail {
    private final Services services;

    CodeMail(Services services) {
        this.services = services;
    }

    void send(String codeId) {
        Optional<OneTimeCode> found = services.store().codes().get(codeId);
        if (found.isEmpty() || found.get().mailedAt() != null || found.get().usedAt() != null) {
            return;
        }
        OneTimeCode code = found.get();
        Instant now = services.clock().instant();
        if (services.store().mailboxes().find(code.to()).isPresent()) {
            // Its agent would read the code and authorize itself.
            services.log().info("the owner's address is a mailbox", Map.of("code_id", codeId));
            return;
        }
        Mailbox mailbox = services.store().mailboxes().get(code.mailbox()).orElseThrow();
        Address sender = services.settings().noticeSender();
        String tag = services.ids().prefixed("ntc_");
        Draft draft = new Draft(
                new NamedAddress("MultiMail", sender),
                List.of(NamedAddress.of(code.to())),
                List.of(),
                "Code for " + mailbox.address(),
                new Body.Text(text(code, mailbox)),
                List.of(),
                tag + "@" + sender.domain(),
                null,
                List.of(),
                // RFC 3834 §5: made by a machine, so nothing should answer it by itself.
                List.of(new Header("Auto-Submitted", "auto-generated")));
        Octets raw =
                SendingHeaders.prepend(MimeBuilder.build(draft), List.of(new Header("Date", SendingHeaders.date(now))));
        Delivery delivery = services.ports()
                .transport(true)
                .send(new Outgoing(Outgoing.Kind.NOTICE, tag, 1, sender, List.of(code.to()), raw));
        switch (delivery) {
            case Delivery.Accepted _ -> done(code, now);
            case Delivery.RefusedForGood refused -> {
                services.log().info("code refused", Map.of("code_id", codeId, "why", refused.reason()));
                done(code, now);
            }
            case Delivery.RefusedForNow refused -> throw new IllegalStateException(refused.reason());
            case Delivery.Unknown unknown -> throw new IllegalStateException(unknown.reason());
        }
    }

    // Whoever asked for another code or redeemed this one meanwhile was first; the row says what is left to do.
    private void done(OneTimeCode code, Instant now) {
        OneTimeCode mailed = code.mailed(now, services.settings().linkKeys().current());
        services.store().transactions().commit(List.of(services.store().codes().change(code, mailed)));
    }

    private String text(OneTimeCode code, Mailbox mailbox) {
        return "The agent of " + mailbox.address() + " asks for a looser oversight mode: " + code.what() + ".\n\n"
                + "If you agree, give it this code. It is good once, until " + code.expiresAt() + ":\n\n    "
                + code.text(services.settings().linkKeys())
                + "\n\nIf you do not agree, do nothing. Nobody else has this code.\n";
    }
}
