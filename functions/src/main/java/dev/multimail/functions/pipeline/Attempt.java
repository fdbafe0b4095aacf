package dev.multimail.functions.pipeline;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.identity.IdentityClaims;
import dev.multimail.mail.Header;
import dev.multimail.mail.SendingHeaders;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Allowlist;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Approval;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Ending;
import dev.multimail.message.Handover;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Octets;
import dev.multimail.policy.Decision;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Policy;
import dev.multimail.store.Advance;
import dev.multimail.store.Advance.Outcome;
import dev.multimail.store.Deliverables.Deliverable;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to let an agent's message leave: read, claim, send, record. The claim is the one moment that decides:
 * whoever made it may call the transport once, and nobody else may. What fails after it is doubt, never a retry.
 */
final class Attempt {
    private static final int MAX_RACES = 20;

    private final Services services;

    Attempt(Services services) {
        this.services = services;
    }

    void make(MessageId id) {
        for (int race = 0; race < MAX_RACES; race++) {
            Deliverable read = services.store().deliverables().get(id).orElse(null);
            if (read == null || read.message().state() != MessageState.QUEUED) {
                return;
            }
            if (tryOnce(read)) {
                return;
            }
        }
        throw new IllegalStateException("the message stayed busy");
    }

    // True when nothing is left to do; false when the mailbox changed meanwhile and all must be weighed again.
    private boolean tryOnce(Deliverable read) {
        Instant now = services.clock().instant();
        Message message = read.message();
        Mailbox mailbox = read.mailbox();
        Matter.Outbound matter = (Matter.Outbound) message.matter();
        String flaw = flaw(read, matter);
        if (flaw != null) {
            giveUp(message, flaw, now);
            return true;
        }
        if (mustWait(message, mailbox, matter)) {
            return !(holdAgain(message, mailbox, now) instanceof Outcome.Blocked);
        }
        Outcome outcome = claim(message, mailbox, matter, now);
        return switch (outcome) {
            case Outcome.Advanced claimed -> {
                send(claimed.after(), mailbox, matter, Objects.requireNonNull(read.raw()), now);
                yield true;
            }
            case Outcome.Blocked blocked
            when blocked.guard() == Write.Guard.SUPPRESSED -> {
                giveUp(message, "a recipient bounced or complained earlier", now);
                yield true;
            }
            case Outcome.Blocked _ -> false;
            case Outcome.Settled _, Outcome.Refused _, Outcome.Missing _ -> true;
        };
    }

    private static @Nullable String flaw(Deliverable read, Matter.Outbound matter) {
        Octets raw = read.raw();
        if (raw == null) {
            return "the content is gone";
        }
        if (!ContentHash.ofMail(matter.envelope(), raw).equals(read.message().contentHash())) {
            return "the content is not what it was";
        }
        Approval approval = read.message().life().approval();
        if (approval != null && !approval.contentHash().equals(read.message().contentHash())) {
            return "the approval is for other content";
        }
        return read.mailbox().active() ? null : "the mailbox is not active";
    }

    private static boolean mustWait(Message message, Mailbox mailbox, Matter.Outbound matter) {
        boolean covered = Allowlist.covering(
                        mailbox.allowlist(), matter.envelope().recipients())
                .isPresent();
        return !message.life().approvedByPerson()
                && !(Policy.ofSending(mailbox.mode(), covered) instanceof Decision.Allow);
    }

    private Outcome holdAgain(Message message, Mailbox mailbox, Instant now) {
        Instant expiresAt = now.plus(mailbox.pendingTtl());
        return services.store()
                .advance()
                .from(
                        message,
                        Advance.move(
                                life -> Lifecycle.holdAgain(life, expiresAt, now),
                                (before, after) -> List.of(
                                        services.store().mailboxes().stillConfigured(mailbox),
                                        step(before, now, "message.held_again", Map.of()))),
                        now);
    }

    private void giveUp(Message message, String reason, Instant now) {
        services.store()
                .advance()
                .from(
                        message,
                        Advance.move(
                                life -> Lifecycle.refuseBeforeSending(life, new Ending("system:deliver", now, reason)),
                                (before, after) ->
                                        List.of(step(before, now, "message.failed", Map.of("reason", reason)))),
                        now);
    }

    private Outcome claim(Message message, Mailbox mailbox, Matter.Outbound matter, Instant now) {
        return services.store()
                .advance()
                .from(
                        message,
                        Advance.move(life -> Lifecycle.claim(life, mailbox.mode(), now), (before, after) -> {
                            List<Write> writes = new ArrayList<>();
                            writes.add(services.store().mailboxes().stillConfigured(mailbox));
                            matter.envelope()
                                    .recipients()
                                    .forEach(recipient -> writes.add(
                                            services.store().mailboxes().notSuppressed(before.accountId(), recipient)));
                            writes.add(step(
                                    before,
                                    now,
                                    "message.sending",
                                    Map.of(
                                            "attempt",
                                            Integer.toString(before.life().attempt()))));
                            return writes;
                        }),
                        now);
    }

    private void send(Message message, Mailbox mailbox, Matter.Outbound matter, Octets content, Instant now) {
        Octets raw = SendingHeaders.prepend(content, headers(message, mailbox, now));
        Delivery delivery = services.ports()
                .transport(message.id().live())
                .send(new Outgoing(
                        Outgoing.Kind.AGENT_MAIL,
                        message.id().toString(),
                        message.life().attempt(),
                        matter.envelope().from(),
                        matter.envelope().recipients(),
                        raw));
        record(message, matter, delivery, services.clock().instant());
    }

    private void record(Message message, Matter.Outbound matter, Delivery delivery, Instant now) {
        int attempt = message.life().attempt();
        switch (delivery) {
            case Delivery.Accepted accepted -> {
                String header = services.ports()
                        .transport(message.id().live())
                        .messageIdHeader(accepted.providerId(), matter.messageIdHeader(message.id()));
                Handover handover = new Handover(now, accepted.providerId(), header);
                advance(
                        message,
                        Advance.move(
                                life -> Lifecycle.accepted(life, attempt, handover),
                                (before, after) -> List.of(
                                        services.store()
                                                .messages()
                                                .threadOf(before.id().lane(), header, matter.thread()),
                                        step(before, now, "message.sent", Map.of()))),
                        now);
            }
            case Delivery.RefusedForNow refused ->
                advance(
                        message,
                        Advance.move(
                                life -> Lifecycle.refusedForNow(life, attempt, refused.reason(), now),
                                (before, after) -> List.of(
                                        step(before, now, "message.refused", Map.of("reason", refused.reason())))),
                        now);
            case Delivery.RefusedForGood refused ->
                advance(
                        message,
                        Advance.move(
                                life -> Lifecycle.refusedForGood(life, attempt, refused.reason(), now),
                                (before, after) -> List.of(
                                        step(before, now, "message.failed", Map.of("reason", refused.reason())))),
                        now);
            // The row stays in sending: an event may still prove the acceptance, and the lease's end makes doubt
            // visible.
            case Delivery.Unknown unknown ->
                services.log()
                        .info(
                                "attempt without an answer",
                                Map.of("message_id", message.id().toString(), "why", unknown.reason()));
        }
    }

    private void advance(Message message, Advance.Move move, Instant now) {
        services.store().advance().from(message, move, now);
    }

    private List<Header> headers(Message message, Mailbox mailbox, Instant now) {
        Account account = services.store()
                .accounts()
                .get(mailbox.accountId())
                .orElseThrow(() -> new IllegalStateException("a mailbox without an account"));
        OversightMode mode = message.life().sendingMode() == null
                ? mailbox.mode()
                : message.life().sendingMode();
        Approval approval = message.life().approval();
        IdentityClaims claims = new IdentityClaims(
                mailbox.address().toString(),
                account.operator(),
                mode.wire(),
                message.id().toString(),
                message.contentHash(),
                true,
                now,
                approval == null ? null : ContentHash.ofText("approver", approval.by()));
        return List.of(
                new Header("Date", SendingHeaders.date(now)),
                new Header(IdentityClaims.HEADER, services.settings().identity().sign(claims)));
    }

    private Write step(Message message, Instant now, String action, Map<String, String> details) {
        return Steps.record(services, message, now, "system:deliver", action, details);
    }
}
