package dev.multimail.message;

import dev.multimail.message.Step.Changed;
import dev.multimail.message.Step.Refused;
import dev.multimail.message.Step.Settled;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Policy;
import dev.multimail.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Every change that a message can go through, as pure functions of its life and the time. */
public final class Lifecycle {
    /** How long an attempt may go without evidence before its outcome counts as unknown. */
    public static final Duration LEASE = Duration.ofMinutes(15);
    /** How often a message is tried when each refusal proves that nothing was accepted. */
    public static final int MAX_ATTEMPTS = 5;
    /** After how long the sweep looks after a message whose wake-up was lost. */
    public static final Duration QUEUE_PATIENCE = Duration.ofMinutes(1);
    /** How often approvers can be sent fresh links for one message. */
    public static final int MAX_NOTICES = 10;

    private Lifecycle() {}

    /** Begins as held: it waits for a person until {@code expiresAt}. */
    public static Life held(Instant expiresAt, @Nullable Instant sendAt, Instant now) {
        return Life.begin(MessageState.PENDING, expiresAt, sendAt, untilNoticed(expiresAt, now));
    }

    /** Begins as allowed, with the standing approval that allowed it, if one was needed. */
    public static Life allowed(@Nullable Approval standing, @Nullable Instant sendAt, Instant now) {
        Life life = sendAt != null && sendAt.isAfter(now)
                ? Life.begin(MessageState.SCHEDULED, null, sendAt, sendAt)
                : Life.begin(MessageState.QUEUED, null, sendAt, now.plus(QUEUE_PATIENCE));
        return standing == null ? life : life.withApproval(standing);
    }

    /** Begins as received, visible at once or held until a person releases it. */
    public static Life received(boolean held, Instant now) {
        return held
                ? Life.begin(MessageState.PENDING_INBOUND, null, null, untilNoticed(null, now))
                : Life.begin(MessageState.UNREAD, null, null, null);
    }

    /** A person approves exactly the content that {@code approval} names. */
    public static Step approve(Life life, Approval approval, String contentHash, Matter matter, Instant now) {
        Refused no = mayDecide(life, now);
        if (no != null) {
            return no;
        }
        if (!approval.contentHash().equals(contentHash)) {
            return new Refused(ErrorCode.CONTENT_CHANGED, life.state());
        }
        Life approved = life.withApproval(approval);
        return new Changed(
                switch (matter) {
                    case Matter.Outbound _ -> released(approved, now);
                    case Matter.Inbound _ -> approved.to(MessageState.UNREAD, null);
                    case Matter.HeldAction _ -> approved.to(MessageState.APPLIED, null);
                });
    }

    /** A person says no. */
    public static Step reject(Life life, Ending ending) {
        Refused no = mayDecide(life, ending.at());
        return no != null ? no : new Changed(life.withEnding(ending).to(MessageState.REJECTED, null));
    }

    /** The agent or the owner takes it back. Taking it back twice is as good as once. */
    public static Step cancel(Life life, Ending ending) {
        return switch (life.state()) {
            case PENDING ->
                overdue(life, ending.at())
                        ? new Refused(ErrorCode.MESSAGE_EXPIRED, MessageState.EXPIRED)
                        : new Changed(life.withEnding(ending).to(MessageState.CANCELLED, null));
            case QUEUED, SCHEDULED -> new Changed(life.withEnding(ending).to(MessageState.CANCELLED, null));
            case CANCELLED -> new Settled(life.state());
            case SENDING, SENT, UNCONFIRMED, FAILED, REJECTED, EXPIRED, APPLIED, PENDING_INBOUND, UNREAD, READ ->
                new Refused(ErrorCode.WRONG_STATE, life.state());
        };
    }

    /** Time ran out. An early timer changes nothing. */
    public static Step expire(Life life, Instant now) {
        if (life.state() != MessageState.PENDING || !overdue(life, now)) {
            return new Settled(life.state());
        }
        return new Changed(
                life.withEnding(new Ending("system:expiry", now, null)).to(MessageState.EXPIRED, null));
    }

    /** A scheduled message's time has come. An early timer changes nothing. */
    public static Step release(Life life, Instant now) {
        if (life.state() != MessageState.SCHEDULED || life.sendAt() == null || now.isBefore(life.sendAt())) {
            return new Settled(life.state());
        }
        return new Changed(life.to(MessageState.QUEUED, now.plus(QUEUE_PATIENCE)));
    }

    /**
     * The content or the time of a scheduled message changed before a person approved it, so its life begins anew as
     * {@code begun}; people have as long to decide as they had.
     */
    public static Step edit(Life life, Life begun, Instant now) {
        boolean waits = life.state() == MessageState.PENDING && life.sendAt() != null;
        boolean scheduled = life.state() == MessageState.SCHEDULED && !life.approvedByPerson();
        if (!waits && !scheduled) {
            return new Refused(ErrorCode.WRONG_STATE, life.state());
        }
        if (overdue(life, now)) {
            return new Refused(ErrorCode.MESSAGE_EXPIRED, MessageState.EXPIRED);
        }
        if (life.noticesAsked() >= MAX_NOTICES) {
            return new Refused(ErrorCode.LIMIT_REACHED, life.state());
        }
        return new Changed(begun.continuing(life));
    }

    /** Deliver claims the one right to make this attempt. */
    public static Step claim(Life life, OversightMode mode, Instant now) {
        return life.state() == MessageState.QUEUED
                ? new Changed(life.withMode(mode).to(MessageState.SENDING, now.plus(LEASE)))
                : new Settled(life.state());
    }

    /** The mode was tightened while the message was queued: it waits for a person after all. */
    public static Step holdAgain(Life life, Instant expiresAt, Instant now) {
        return life.state() == MessageState.QUEUED && !life.approvedByPerson()
                ? new Changed(life.withApproval(null)
                        .withExpiry(expiresAt)
                        .to(MessageState.PENDING, untilNoticed(expiresAt, now))
                        .withNotices(life.noticesAsked() + 1, null))
                : new Settled(life.state());
    }

    /** Something was found before the attempt that makes sending wrong for good, such as a suppressed recipient. */
    public static Step refuseBeforeSending(Life life, Ending ending) {
        return life.state() == MessageState.QUEUED
                ? new Changed(life.withEnding(ending).to(MessageState.FAILED, null))
                : new Settled(life.state());
    }

    /** The transport accepted the attempt. */
    public static Step accepted(Life life, int attempt, Handover handover) {
        return underWay(life, attempt) ? new Changed(sent(life, handover)) : new Settled(life.state());
    }

    /** The transport refused in a way that proves that nothing was accepted: try again, up to {@link #MAX_ATTEMPTS}. */
    public static Step refusedForNow(Life life, int attempt, String reason, Instant now) {
        if (!underWay(life, attempt)) {
            return new Settled(life.state());
        }
        if (attempt >= MAX_ATTEMPTS) {
            return refusedForGood(life, attempt, reason, now);
        }
        Instant retryAt = now.plus(backoff(attempt));
        return new Changed(life.to(MessageState.QUEUED, retryAt).withAttempt(attempt + 1));
    }

    /** The transport refused for good. */
    public static Step refusedForGood(Life life, int attempt, String reason, Instant now) {
        return underWay(life, attempt)
                ? new Changed(life.withEnding(new Ending("system:transport", now, reason))
                        .to(MessageState.FAILED, null))
                : new Settled(life.state());
    }

    /** The lease of an attempt ran out with no evidence either way: doubt becomes visible and nothing is retried. */
    public static Step doubt(Life life, Instant now) {
        Instant wakeAt = life.wakeAt();
        return life.state() == MessageState.SENDING && wakeAt != null && !wakeAt.isAfter(now)
                ? new Changed(life.to(MessageState.UNCONFIRMED, null))
                : new Settled(life.state());
    }

    /** The transport's own event proves that an attempt was accepted. */
    public static Step evidence(Life life, int attempt, Handover handover) {
        boolean made = life.state() == MessageState.QUEUED ? attempt < life.attempt() : attempt <= life.attempt();
        return switch (life.state()) {
            case SENDING, UNCONFIRMED, QUEUED -> made ? new Changed(sent(life, handover)) : new Settled(life.state());
            case PENDING,
                    SCHEDULED,
                    SENT,
                    FAILED,
                    REJECTED,
                    CANCELLED,
                    EXPIRED,
                    APPLIED,
                    PENDING_INBOUND,
                    UNREAD,
                    READ -> new Settled(life.state());
        };
    }

    /** A fact about a message that left. */
    public static Step receipt(Life life, Receipts known) {
        return known.equals(life.receipts())
                ? new Settled(life.state())
                : new Changed(life.withReceipts(known).retouched());
    }

    /** The agent read a received message. */
    public static Step read(Life life) {
        return life.state() == MessageState.UNREAD
                ? new Changed(life.to(MessageState.READ, null))
                : new Settled(life.state());
    }

    /** Somebody asks that the approvers get fresh links. */
    public static Step askNotice(Life life, Instant now) {
        if (!life.state().waitsForPerson()) {
            return new Refused(ErrorCode.WRONG_STATE, life.state());
        }
        return life.noticesAsked() >= MAX_NOTICES
                ? new Refused(ErrorCode.LIMIT_REACHED, life.state())
                : new Changed(life.withNotices(life.noticesAsked() + 1, null)
                        .to(life.state(), untilNoticed(life.expiresAt(), now)));
    }

    /** The notices that were asked for have left. Held mail that came in has no expiry, so nothing is due any more. */
    public static Step noticed(Life life, Instant now) {
        if (life.noticedAt() != null || !life.state().waitsForPerson()) {
            return new Settled(life.state());
        }
        return new Changed(life.withNotices(life.noticesAsked(), now).to(life.state(), life.expiresAt()));
    }

    /** The approvers of a monitored mailbox were told what it sent. */
    public static Step copied(Life life, Instant now) {
        return awaitsCopy(life)
                ? new Changed(life.withNotices(life.noticesAsked(), now).to(life.state(), null))
                : new Settled(life.state());
    }

    /** Whether nothing happens to a message by itself any more, so that it can be erased. */
    public static boolean isAtRest(Life life) {
        return switch (life.state()) {
            case PENDING, SCHEDULED, QUEUED, SENDING -> false;
            case SENT -> !awaitsCopy(life);
            case UNCONFIRMED, FAILED, REJECTED, CANCELLED, EXPIRED, APPLIED, PENDING_INBOUND, UNREAD, READ -> true;
        };
    }

    /** Whether the approvers must still be told what was sent. */
    public static boolean awaitsCopy(Life life) {
        return life.state() == MessageState.SENT && life.wakeAt() != null;
    }

    /** How long to wait before the next attempt: 10 s, 40 s, 160 s, 640 s. */
    static Duration backoff(int attempt) {
        return Duration.ofSeconds(10).multipliedBy(1L << (2 * (attempt - 1)));
    }

    private static Life sent(Life life, Handover handover) {
        boolean copies = life.sendingMode() != null && Policy.copiesToApprovers(life.sendingMode());
        return life.withHandover(handover)
                .to(MessageState.SENT, copies ? handover.at().plus(QUEUE_PATIENCE) : null);
    }

    // A notice may get lost on its way, so the sweep looks soon; once it left, at the expiry.
    private static Instant untilNoticed(@Nullable Instant expiresAt, Instant now) {
        Instant soon = now.plus(QUEUE_PATIENCE);
        return expiresAt != null && expiresAt.isBefore(soon) ? expiresAt : soon;
    }

    private static boolean underWay(Life life, int attempt) {
        return life.state() == MessageState.SENDING && life.attempt() == attempt;
    }

    private static boolean overdue(Life life, Instant now) {
        return life.expiresAt() != null && !now.isBefore(life.expiresAt());
    }

    private static @Nullable Refused mayDecide(Life life, Instant now) {
        if (!life.state().waitsForPerson()) {
            ErrorCode code = life.state() == MessageState.EXPIRED ? ErrorCode.MESSAGE_EXPIRED : ErrorCode.WRONG_STATE;
            return new Refused(code, life.state());
        }
        return overdue(life, now) ? new Refused(ErrorCode.MESSAGE_EXPIRED, MessageState.EXPIRED) : null;
    }

    private static Life released(Life life, Instant now) {
        Instant sendAt = life.sendAt();
        return sendAt != null && sendAt.isAfter(now)
                ? life.to(MessageState.SCHEDULED, sendAt)
                : life.to(MessageState.QUEUED, now.plus(QUEUE_PATIENCE));
    }
}
