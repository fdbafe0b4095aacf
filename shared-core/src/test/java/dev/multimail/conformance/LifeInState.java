package dev.multimail.conformance;

import dev.multimail.message.Approval;
import dev.multimail.message.Life;
import dev.multimail.policy.OversightMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A life of the grid, changed in one field at a time. */
record LifeInState(Life life) {
    LifeInState expiring(@Nullable Instant at) {
        return of(life.attempt(), at, life.sendAt(), life.wakeAt(), life.approval(), life.sendingMode());
    }

    LifeInState leaving(@Nullable Instant at) {
        return of(life.attempt(), life.expiresAt(), at, life.wakeAt(), life.approval(), life.sendingMode());
    }

    LifeInState waking(@Nullable Instant at) {
        return of(life.attempt(), life.expiresAt(), life.sendAt(), at, life.approval(), life.sendingMode());
    }

    LifeInState approved(@Nullable Approval given) {
        return of(life.attempt(), life.expiresAt(), life.sendAt(), life.wakeAt(), given, life.sendingMode());
    }

    LifeInState attempt(int number) {
        return of(number, life.expiresAt(), life.sendAt(), life.wakeAt(), life.approval(), life.sendingMode());
    }

    LifeInState claimedUnder(OversightMode mode) {
        return of(life.attempt(), life.expiresAt(), life.sendAt(), life.wakeAt(), life.approval(), mode);
    }

    LifeInState asked(int notices, @Nullable Instant noticedAt) {
        return new LifeInState(new Life(
                life.state(),
                life.version(),
                life.attempt(),
                life.expiresAt(),
                life.sendAt(),
                life.wakeAt(),
                life.approval(),
                life.ending(),
                life.handover(),
                life.receipts(),
                life.sendingMode(),
                notices,
                noticedAt));
    }

    private LifeInState of(
            int attempt,
            @Nullable Instant expiresAt,
            @Nullable Instant sendAt,
            @Nullable Instant wakeAt,
            @Nullable Approval approval,
            @Nullable OversightMode mode) {
        return new LifeInState(new Life(
                life.state(),
                life.version(),
                attempt,
                expiresAt,
                sendAt,
                wakeAt,
                approval,
                life.ending(),
                life.handover(),
                life.receipts(),
                mode,
                life.noticesAsked(),
                life.noticedAt()));
    }
}
