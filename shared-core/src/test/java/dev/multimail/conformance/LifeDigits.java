package dev.multimail.conformance;

import dev.multimail.message.Approval;
import dev.multimail.message.Life;
import dev.multimail.message.MessageState;
import dev.multimail.message.Step;
import dev.multimail.policy.OversightMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step as the digits that {@code Encode.lean} makes of it: 1 for how it went, 52 for the life or the state. */
final class LifeDigits {
    private static final List<MessageState> STATES = List.of(MessageState.values());
    private static final List<OversightMode> MODES = List.of(OversightMode.values());

    private LifeDigits() {}

    static HexTable of(Step step) {
        HexTable digits = new HexTable();
        return switch (step) {
            case Step.Changed changed -> life(digits.put(1, 1), changed.life());
            case Step.Settled settled -> digits.put(1, 2).put(51, 0).put(1, number(settled.state()));
            case Step.Refused refused ->
                digits.put(1, 3)
                        .put(50, 0)
                        .put(1, PolicyTables.code(refused.code()))
                        .put(1, number(refused.state()));
        };
    }

    private static HexTable life(HexTable digits, Life life) {
        return digits.put(1, number(life.state()))
                .put(2, life.version())
                .put(1, life.attempt())
                .put(6, time(life.expiresAt()))
                .put(6, time(life.sendAt()))
                .put(6, time(life.wakeAt()))
                .put(8, approval(life.approval()))
                .put(6, time(life.ending() == null ? null : life.ending().at()))
                .put(6, time(life.handover() == null ? null : life.handover().at()))
                .put(1, life.sendingMode() == null ? 0 : MODES.indexOf(life.sendingMode()) + 1)
                .put(1, life.noticesAsked())
                .put(8, time(life.noticedAt()));
    }

    private static long number(MessageState state) {
        return STATES.indexOf(state);
    }

    private static long time(@Nullable Instant at) {
        return at == null ? 0 : at.getEpochSecond() + 1;
    }

    private static long approval(@Nullable Approval approval) {
        if (approval == null) {
            return 0;
        }
        long kind = approval.kind() == Approval.Kind.PERSON ? 1 : 2;
        return (kind << 28)
                + (Long.parseLong(approval.contentHash()) << 24)
                + approval.at().getEpochSecond();
    }
}
