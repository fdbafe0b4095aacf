package dev.multimail.conformance;

import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Handover;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Lives;
import dev.multimail.message.Matter;
import dev.multimail.message.MessageState;
import dev.multimail.message.Receipts;
import dev.multimail.message.Step;
import dev.multimail.policy.OversightMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Every transition of the lifecycle on a grid, in the order in which {@code LifecycleCheck.lean} asks the Spec. */
final class LifecycleTables {
    private static final Instant NOW = at(100_000);
    private static final List<@Nullable Instant> TIMES = Arrays.asList(null, at(99_999), at(100_000), at(100_001));
    private static final List<@Nullable Instant> SOON = Arrays.asList(null, at(100_059), at(100_060), at(100_061));
    private static final Approval ANN = new Approval(Approval.Kind.PERSON, "ann@example.com", at(99_990), "1");
    private static final Approval LISTED = new Approval(Approval.Kind.STANDING, "*@example.org", at(99_990), "1");
    private static final Ending ENDING = new Ending("ann@example.com", NOW, null);
    private static final Handover HANDOVER = new Handover(NOW, "provider-1", "m@example.com");

    private static final List<Matter> MATTERS = List.of(Lives.OUTBOUND, Lives.INBOUND, Lives.ACTION);

    /** The events, in the order of the Spec's list; each adds its rows for one state. */
    private enum Event {
        APPROVE(LifecycleTables::approve),
        REJECT((s, rows) ->
                TIMES.forEach(e -> rows.add(Lifecycle.reject(life(s).expiring(e).life(), ENDING)))),
        CANCEL((s, rows) ->
                TIMES.forEach(e -> rows.add(Lifecycle.cancel(life(s).expiring(e).life(), ENDING)))),
        EXPIRE((s, rows) ->
                TIMES.forEach(e -> rows.add(Lifecycle.expire(life(s).expiring(e).life(), NOW)))),
        RELEASE((s, rows) ->
                TIMES.forEach(t -> rows.add(Lifecycle.release(life(s).leaving(t).life(), NOW)))),
        CLAIM((s, rows) -> {
            for (OversightMode mode : OversightMode.values()) {
                rows.add(Lifecycle.claim(life(s).life(), mode, NOW));
            }
        }),
        HOLD_AGAIN((s, rows) -> Arrays.asList(null, ANN, LISTED)
                .forEach(a -> rows.add(Lifecycle.holdAgain(life(s).approved(a).life(), at(123_456), NOW)))),
        REFUSE_BEFORE_SENDING((s, rows) -> rows.add(Lifecycle.refuseBeforeSending(life(s).life(), ENDING))),
        ACCEPTED((s, rows) -> attempts(s, (life, told) -> rows.add(Lifecycle.accepted(life, told, HANDOVER)))),
        EVIDENCE((s, rows) -> attempts(s, (life, told) -> rows.add(Lifecycle.evidence(life, told, HANDOVER)))),
        REFUSED_FOR_NOW(
                (s, rows) -> refusals(s, (life, told) -> rows.add(Lifecycle.refusedForNow(life, told, "busy", NOW)))),
        REFUSED_FOR_GOOD(
                (s, rows) -> refusals(s, (life, told) -> rows.add(Lifecycle.refusedForGood(life, told, "no", NOW)))),
        DOUBT((s, rows) ->
                TIMES.forEach(w -> rows.add(Lifecycle.doubt(life(s).waking(w).life(), NOW)))),
        READ((s, rows) -> rows.add(Lifecycle.read(life(s).life()))),
        ASK_NOTICE((s, rows) -> List.of(1, 9, 10, 11)
                .forEach(asked -> SOON.forEach(e -> rows.add(Lifecycle.askNotice(
                        life(s).asked(asked, at(99_990)).expiring(e).life(), NOW))))),
        NOTICED((s, rows) -> Arrays.asList(null, at(99_990))
                .forEach(noticed -> SOON.forEach(e -> rows.add(
                        Lifecycle.noticed(life(s).asked(1, noticed).expiring(e).life(), NOW))))),
        COPIED((s, rows) -> Arrays.asList(null, at(100_060))
                .forEach(w -> rows.add(Lifecycle.copied(life(s).waking(w).life(), NOW))));

        // The lambdas hold no state, which the type does not say.
        @SuppressWarnings("ImmutableEnumChecker")
        private final BiConsumer<MessageState, List<Step>> rows;

        Event(BiConsumer<MessageState, List<Step>> rows) {
            this.rows = rows;
        }
    }

    private LifecycleTables() {}

    /** How messages begin, and then one table for each event and state. */
    static List<HexTable> transitions() {
        List<HexTable> tables = new ArrayList<>();
        tables.add(pack(beginnings()));
        for (Event event : Event.values()) {
            for (MessageState state : MessageState.values()) {
                List<Step> rows = new ArrayList<>();
                event.rows.accept(state, rows);
                tables.add(pack(rows));
            }
        }
        return tables;
    }

    /** What a table is about, in words. */
    static String describe(int table) {
        List<MessageState> states = List.of(MessageState.values());
        return table == 0
                ? "how messages begin"
                : List.of(Event.values()).get((table - 1) / states.size())
                        + " in state "
                        + states.get((table - 1) % states.size());
    }

    private static List<Step> beginnings() {
        List<Step> rows = new ArrayList<>();
        SOON.forEach(e ->
                TIMES.forEach(t -> rows.add(new Step.Changed(Lifecycle.held(e == null ? at(200_000) : e, t, NOW)))));
        Arrays.asList(null, LISTED)
                .forEach(a -> TIMES.forEach(t -> rows.add(new Step.Changed(Lifecycle.allowed(a, t, NOW)))));
        rows.add(new Step.Changed(Lifecycle.received(false, NOW)));
        rows.add(new Step.Changed(Lifecycle.received(true, NOW)));
        return rows;
    }

    private static void approve(MessageState state, List<Step> rows) {
        for (@Nullable Instant expiresAt : TIMES) {
            for (@Nullable Instant sendAt : TIMES) {
                for (String hash : List.of("1", "2")) {
                    for (Matter matter : MATTERS) {
                        rows.add(Lifecycle.approve(
                                life(state).expiring(expiresAt).leaving(sendAt).life(),
                                new Approval(Approval.Kind.PERSON, "ann@example.com", NOW, hash),
                                "1",
                                matter,
                                NOW));
                    }
                }
            }
        }
    }

    private static void attempts(MessageState state, BiConsumer<Life, Integer> add) {
        for (int made : new int[] {1, 3, 5}) {
            for (int told = made - 1; told <= made + 1; told++) {
                add.accept(life(state).attempt(made).life(), told);
                for (OversightMode mode : OversightMode.values()) {
                    add.accept(life(state).attempt(made).claimedUnder(mode).life(), told);
                }
            }
        }
    }

    private static void refusals(MessageState state, BiConsumer<Life, Integer> add) {
        for (int made = 1; made <= 6; made++) {
            for (int told = made - 1; told <= made + 1; told++) {
                add.accept(life(state).attempt(made).life(), told);
            }
        }
    }

    private static LifeInState life(MessageState state) {
        return new LifeInState(
                new Life(state, 3, 1, null, null, null, null, null, null, Receipts.none(), null, 1, null));
    }

    private static HexTable pack(List<Step> rows) {
        HexTable table = new HexTable();
        rows.forEach(row -> table.put(LifeDigits.of(row)));
        return table;
    }

    static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
