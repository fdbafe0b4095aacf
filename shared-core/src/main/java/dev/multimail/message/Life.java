package dev.multimail.message;

import dev.multimail.policy.OversightMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a message that changes: its state and what led there. {@link Lifecycle} makes every next one.
 *
 * @param version counts the changes; a write is conditional on the version that was read
 * @param attempt the number of the attempt that is next or under way, from 1
 * @param expiresAt when a pending message expires
 * @param sendAt when a scheduled message may leave
 * @param wakeAt when the sweep must look at the message again, null when nothing is left to do
 * @param sendingMode the mode under which the latest attempt was claimed
 * @param noticesAsked how often the approvers' notices were asked for
 * @param noticedAt when a notice last left
 */
public record Life(
        MessageState state,
        int version,
        int attempt,
        @Nullable Instant expiresAt,
        @Nullable Instant sendAt,
        @Nullable Instant wakeAt,
        @Nullable Approval approval,
        @Nullable Ending ending,
        @Nullable Handover handover,
        Receipts receipts,
        @Nullable OversightMode sendingMode,
        int noticesAsked,
        @Nullable Instant noticedAt) {

    /** A life that begins in this state. */
    static Life begin(
            MessageState state, @Nullable Instant expiresAt, @Nullable Instant sendAt, @Nullable Instant wakeAt) {
        return new Life(state, 1, 1, expiresAt, sendAt, wakeAt, null, null, null, Receipts.none(), null, 1, null);
    }

    /** Whether a person approved the content, so that a tightened mode does not hold it again. */
    public boolean approvedByPerson() {
        return approval != null && approval.kind() == Approval.Kind.PERSON;
    }

    /** This beginning as the next version of a life that went before. */
    Life continuing(Life before) {
        boolean stillWaits = state == MessageState.PENDING && before.state == MessageState.PENDING;
        return new Life(
                state,
                before.version + 1,
                attempt,
                stillWaits ? before.expiresAt : expiresAt,
                sendAt,
                wakeAt,
                approval,
                null,
                null,
                receipts,
                null,
                before.noticesAsked + 1,
                null);
    }

    Life to(MessageState next, @Nullable Instant wake) {
        return new Life(
                next,
                version + 1,
                attempt,
                expiresAt,
                sendAt,
                wake,
                approval,
                ending,
                handover,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life retouched() {
        return new Life(
                state,
                version + 1,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                ending,
                handover,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withApproval(@Nullable Approval given) {
        return new Life(
                state,
                version,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                given,
                ending,
                handover,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withEnding(Ending given) {
        return new Life(
                state,
                version,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                given,
                handover,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withHandover(Handover given) {
        return new Life(
                state,
                version,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                ending,
                given,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withAttempt(int next) {
        return new Life(
                state,
                version,
                next,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                ending,
                handover,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withMode(OversightMode mode) {
        return new Life(
                state,
                version,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                ending,
                handover,
                receipts,
                mode,
                noticesAsked,
                noticedAt);
    }

    Life withExpiry(Instant at) {
        return new Life(
                state,
                version,
                attempt,
                at,
                sendAt,
                wakeAt,
                approval,
                ending,
                handover,
                receipts,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withReceipts(Receipts known) {
        return new Life(
                state,
                version,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                ending,
                handover,
                known,
                sendingMode,
                noticesAsked,
                noticedAt);
    }

    Life withNotices(int asked, @Nullable Instant noticed) {
        return new Life(
                state,
                version,
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                ending,
                handover,
                receipts,
                sendingMode,
                asked,
                noticed);
    }
}
