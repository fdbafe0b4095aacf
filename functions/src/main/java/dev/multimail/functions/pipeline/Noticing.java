package dev.multimail.functions.pipeline;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.approval.Links;
import dev.multimail.functions.approval.Questions;
import dev.multimail.functions.page.NoticeView;
import dev.multimail.functions.page.Notices;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.mail.Body;
import dev.multimail.mail.Draft;
import dev.multimail.mail.Header;
import dev.multimail.mail.MimeBuilder;
import dev.multimail.mail.SendingHeaders;
import dev.multimail.message.Address;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.message.Step;
import dev.multimail.store.Advance;
import dev.multimail.store.Deliverables.Deliverable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Notices to approvers. A notice may repeat, an agent's message may not: so a failure here simply comes again. */
final class Noticing {
    // RFC 3834 §5: made by a machine, so nothing should answer it by itself.
    private static final Header AUTOMATIC = new Header("Auto-Submitted", "auto-generated");

    private final Services services;

    Noticing(Services services) {
        this.services = services;
    }

    /** Asks each approver of a message that waits, with a link of their own. */
    void ask(MessageId id) {
        Optional<Deliverable> found = services.store().deliverables().get(id);
        if (found.isEmpty()
                || !found.get().message().state().waitsForPerson()
                || found.get().message().life().noticedAt() != null) {
            return;
        }
        Deliverable read = found.get();
        Instant now = services.clock().instant();
        int asked = 0;
        for (Address approver : read.mailbox().approvers()) {
            if (services.store().mailboxes().find(approver).isPresent()) {
                // Made after it became an approver: its agent would hold the link and approve for itself.
                services.log().info("approver is a mailbox", Map.of("message_id", id.toString()));
                continue;
            }
            notify(read, approver, Optional.of(Links.to(services, read.message(), approver, now)), "decide", now);
            asked++;
        }
        noted(read, Lifecycle::noticed, asked, now);
    }

    /** Tells the approvers of a monitored mailbox what it sent. */
    void copy(MessageId id) {
        Optional<Deliverable> found = services.store().deliverables().get(id);
        if (found.isEmpty() || !Lifecycle.awaitsCopy(found.get().message().life())) {
            return;
        }
        Deliverable read = found.get();
        Instant now = services.clock().instant();
        read.mailbox().approvers().forEach(approver -> notify(read, approver, Optional.empty(), "sent-copy", now));
        noted(read, Lifecycle::copied, read.mailbox().approvers().size(), now);
    }

    private void noted(Deliverable read, BiFunction<Life, Instant, Step> done, int told, Instant now) {
        services.store()
                .advance()
                .run(
                        read.message().id(),
                        Advance.move(
                                life -> done.apply(life, now),
                                (before, after) -> List.of(Steps.record(
                                        services,
                                        before,
                                        now,
                                        "system:notices",
                                        "approvers.notified",
                                        Map.of("approvers", Integer.toString(told))))),
                        now);
    }

    private void notify(Deliverable read, Address approver, Optional<String> link, String kind, Instant now) {
        NoticeView view = new NoticeView(Questions.of(services, read), approver.toString(), link.orElse(null), kind);
        Message message = read.message();
        Address sender = services.settings().noticeSender();
        String tag = services.ids().prefixed("ntc_");
        Draft draft = new Draft(
                new NamedAddress("MultiMail approvals", sender),
                List.of(new NamedAddress(null, approver)),
                List.of(),
                Notices.subject(view),
                new Body.Html(Notices.html(view), Notices.text(view)),
                List.of(),
                tag + "@" + sender.domain(),
                null,
                List.of(),
                List.of(AUTOMATIC));
        Octets raw =
                SendingHeaders.prepend(MimeBuilder.build(draft), List.of(new Header("Date", SendingHeaders.date(now))));
        Delivery delivery = services.ports()
                .transport(message.id().live())
                .send(new Outgoing(Outgoing.Kind.NOTICE, tag, 1, sender, List.of(approver), raw));
        switch (delivery) {
            case Delivery.Accepted _ -> {}
            case Delivery.RefusedForGood refused ->
                services.log()
                        .info(
                                "notice refused",
                                Map.of("message_id", message.id().toString(), "why", refused.reason()));
            case Delivery.RefusedForNow refused -> throw new IllegalStateException(refused.reason());
            case Delivery.Unknown unknown -> throw new IllegalStateException(unknown.reason());
        }
    }
}
