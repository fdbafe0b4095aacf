package dev.multimail.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.Step.Changed;
import dev.multimail.message.Step.Refused;
import dev.multimail.message.Step.Settled;
import dev.multimail.policy.OversightMode;
import dev.multimail.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {
    private static final Instant NOW = Lives.NOW;
    private static final Ending NO = new Ending("ann@example.com", NOW, "Wrong vendor");

    /** What each event does in each state: a state to go to, {@code .} for nothing, {@code !} for a refusal. */
    private static final String TABLE = """
            event          pending  scheduled queued    sending     sent unconfirmed failed rejected cancelled expired applied pending_inbound unread read
            approve        queued   !         !         !           !    !           !      !        !         !       !       unread          !      !
            reject         rejected !         !         !           !    !           !      !        !         !       !       rejected        !      !
            cancel         cancelled cancelled cancelled !          !    !           !      !        .         !       !       !               !      !
            expire_early   .        .         .         .           .    .           .      .        .         .       .       .               .      .
            expire_late    expired  .         .         .           .    .           .      .        .         .       .       .               .      .
            release_early  .        .         .         .           .    .           .      .        .         .       .       .               .      .
            release_late   .        queued    .         .           .    .           .      .        .         .       .       .               .      .
            claim          .        .         sending   .           .    .           .      .        .         .       .       .               .      .
            hold_again     .        .         pending   .           .    .           .      .        .         .       .       .               .      .
            refuse_before  .        .         failed    .           .    .           .      .        .         .       .       .               .      .
            accepted       .        .         .         sent        .    .           .      .        .         .       .       .               .      .
            accepted_other .        .         .         .           .    .           .      .        .         .       .       .               .      .
            refused_now    .        .         .         queued      .    .           .      .        .         .       .       .               .      .
            refused_other  .        .         .         .           .    .           .      .        .         .       .       .               .      .
            refused_good   .        .         .         failed      .    .           .      .        .         .       .       .               .      .
            doubt_early    .        .         .         .           .    .           .      .        .         .       .       .               .      .
            doubt_late     .        .         .         unconfirmed .    .           .      .        .         .       .       .               .      .
            evidence       .        .         .         sent        .    sent        .      .        .         .       .       .               .      .
            evidence_other .        .         .         .           .    .           .      .        .         .       .       .               .      .
            receipt        pending  scheduled queued    sending     sent unconfirmed failed rejected cancelled expired applied pending_inbound unread read
            read           .        .         .         .           .    .           .      .        .         .       .       .               read   .
            ask_notice     pending  !         !         !           !    !           !      !        !         !       !       pending_inbound !      !
            noticed        pending  .         .         .           .    .           .      .        .         .       .       pending_inbound .      .
            copied         .        .         .         .           .    .           .      .        .         .       .       .               .      .
            """;

    private static final Map<String, Function<Life, Step>> EVENTS = Map.ofEntries(
            Map.entry("approve", life -> approve(life, NOW)),
            Map.entry("reject", life -> Lifecycle.reject(life, NO)),
            Map.entry("cancel", life -> Lifecycle.cancel(life, NO)),
            Map.entry("expire_early", life -> Lifecycle.expire(life, Lives.EXPIRES_AT.minusNanos(1))),
            Map.entry("expire_late", life -> Lifecycle.expire(life, Lives.EXPIRES_AT)),
            Map.entry(
                    "release_early",
                    life -> Lifecycle.release(life, NOW.plusSeconds(60).minusNanos(1))),
            Map.entry("release_late", life -> Lifecycle.release(life, NOW.plusSeconds(60))),
            Map.entry("claim", life -> Lifecycle.claim(life, OversightMode.MONITORED, NOW)),
            Map.entry("hold_again", life -> Lifecycle.holdAgain(life, Lives.EXPIRES_AT, NOW)),
            Map.entry("refuse_before", life -> Lifecycle.refuseBeforeSending(life, NO)),
            Map.entry("accepted", life -> Lifecycle.accepted(life, 1, Lives.HANDOVER)),
            Map.entry("accepted_other", life -> Lifecycle.accepted(life, 2, Lives.HANDOVER)),
            Map.entry("refused_now", life -> Lifecycle.refusedForNow(life, 1, "throttled", NOW)),
            Map.entry("refused_other", life -> Lifecycle.refusedForNow(life, 2, "throttled", NOW)),
            Map.entry("refused_good", life -> Lifecycle.refusedForGood(life, 1, "rejected", NOW)),
            Map.entry(
                    "doubt_early",
                    life -> Lifecycle.doubt(life, NOW.plus(Lifecycle.LEASE).minusNanos(1))),
            Map.entry("doubt_late", life -> Lifecycle.doubt(life, NOW.plus(Lifecycle.LEASE))),
            Map.entry("evidence", life -> Lifecycle.evidence(life, 1, Lives.HANDOVER)),
            Map.entry("evidence_other", life -> Lifecycle.evidence(life, 2, Lives.HANDOVER)),
            Map.entry("receipt", life -> Lifecycle.receipt(life, Receipts.none().delivered(NOW))),
            Map.entry("read", Lifecycle::read),
            Map.entry("ask_notice", life -> Lifecycle.askNotice(life, NOW)),
            Map.entry("noticed", life -> Lifecycle.noticed(life, NOW)),
            Map.entry("copied", life -> Lifecycle.copied(life, NOW)));

    @Test
    void everyEventDoesInEveryStateWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        List<String> lines = TABLE.lines().toList();
        String[] states = lines.getFirst().split(" +", -1);
        assertThat(states).hasSize(MessageState.values().length + 1);
        assertThat(lines).hasSize(EVENTS.size() + 1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +", -1);
            for (int column = 1; column < cells.length; column++) {
                MessageState state = MessageState.parse(states[column]).orElseThrow();
                String actual =
                        shown(Objects.requireNonNull(EVENTS.get(cells[0])).apply(Lives.in(state)), Lives.in(state));
                if (!actual.equals(cells[column])) {
                    wrong.add(cells[0] + " in " + state + ": " + actual + ", not " + cells[column]);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String shown(Step step, Life before) {
        return switch (step) {
            case Changed changed -> {
                assertThat(changed.life().version()).isEqualTo(before.version() + 1);
                yield changed.life().state().wire();
            }
            case Settled settled -> {
                assertThat(settled.state()).isEqualTo(before.state());
                yield ".";
            }
            case Refused refused -> {
                assertThat(refused.state()).isEqualTo(before.state());
                yield "!";
            }
        };
    }

    private static Step approve(Life life, Instant now) {
        Matter matter = life.state() == MessageState.PENDING_INBOUND ? Lives.INBOUND : Lives.OUTBOUND;
        return Lifecycle.approve(life, Lives.BY_ANN, Lives.HASH, matter, now);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void aPersonDecidesBeforeTheExpiryAndNeverAtOrAfterIt(long nanosAfter, boolean inTime) {
        Instant now = Lives.EXPIRES_AT.plusNanos(nanosAfter);
        Life pending = Lives.in(MessageState.PENDING);
        Refused tooLate = new Refused(ErrorCode.MESSAGE_EXPIRED, MessageState.EXPIRED);
        Ending late = new Ending("ann@example.com", now, null);
        for (Step step :
                List.of(approve(pending, now), Lifecycle.reject(pending, late), Lifecycle.cancel(pending, late))) {
            if (inTime) {
                assertThat(step).isInstanceOf(Changed.class);
            } else {
                assertThat(step).isEqualTo(tooLate);
            }
        }
        assertThat(Lifecycle.expire(pending, now) instanceof Changed).isNotEqualTo(inTime);
    }

    @Test
    void anExpiredMessageSaysThatItExpiredAndOthersNameTheStateThatWon() {
        assertThat(approve(Lives.in(MessageState.EXPIRED), NOW))
                .isEqualTo(new Refused(ErrorCode.MESSAGE_EXPIRED, MessageState.EXPIRED));
        assertThat(approve(Lives.in(MessageState.CANCELLED), NOW))
                .isEqualTo(new Refused(ErrorCode.WRONG_STATE, MessageState.CANCELLED));
    }

    @Test
    void anApprovalOfOtherContentIsRefused() {
        String other = ContentHash.ofText("test", "other");
        assertThat(Lifecycle.approve(Lives.in(MessageState.PENDING), Lives.BY_ANN, other, Lives.OUTBOUND, NOW))
                .isEqualTo(new Refused(ErrorCode.CONTENT_CHANGED, MessageState.PENDING));
    }

    @Test
    void whatIsApprovedGoesOnByItsKind() {
        Life pending = Lives.in(MessageState.PENDING);
        assertThat(after(Lifecycle.approve(pending, Lives.BY_ANN, Lives.HASH, Lives.ACTION, NOW)))
                .satisfies(life -> assertThat(life.state()).isEqualTo(MessageState.APPLIED))
                .satisfies(life -> assertThat(life.wakeAt()).isNull());
        Life queued = after(approve(pending, NOW));
        assertThat(queued.approval()).isEqualTo(Lives.BY_ANN);
        assertThat(queued.approvedByPerson()).isTrue();
        assertThat(queued.wakeAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"1, scheduled", "0, queued", "-1, queued"})
    void aMessageWithATimeWaitsForItOnceItIsAllowed(long seconds, String state) {
        Instant sendAt = NOW.plusSeconds(seconds);
        Life held = Lifecycle.held(Lives.EXPIRES_AT, sendAt, NOW);
        assertThat(held.state()).isEqualTo(MessageState.PENDING);
        assertThat(after(approve(held, NOW)).state().wire()).isEqualTo(state);
        assertThat(Lifecycle.allowed(null, sendAt, NOW).state().wire()).isEqualTo(state);
    }

    @Test
    void anAttemptThatWasRefusedForNowIsMadeFiveTimesWithGrowingPauses() {
        Life life = Lifecycle.allowed(null, null, NOW);
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 4; attempt++) {
            life = after(Lifecycle.claim(life, OversightMode.AUTONOMOUS, NOW));
            life = after(Lifecycle.refusedForNow(life, attempt, "throttled", NOW));
            assertThat(life.state()).isEqualTo(MessageState.QUEUED);
            assertThat(life.attempt()).isEqualTo(attempt + 1);
            pauses.add(Duration.between(NOW, life.wakeAt()));
        }
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(10L, 40L, 160L, 640L);
        life = after(Lifecycle.claim(life, OversightMode.AUTONOMOUS, NOW));
        life = after(Lifecycle.refusedForNow(life, 5, "throttled", NOW));
        assertThat(life.state()).isEqualTo(MessageState.FAILED);
        assertThat(life.ending()).isEqualTo(new Ending("system:transport", NOW, "throttled"));
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, 1, 1, false",
        "QUEUED, 2, 1, true",
        "QUEUED, 2, 2, false",
        "QUEUED, 3, 1, true",
        "SENDING, 1, 1, true",
        "SENDING, 2, 1, true",
        "SENDING, 2, 3, false",
        "UNCONFIRMED, 2, 2, true",
        "UNCONFIRMED, 2, 3, false"
    })
    void evidenceCountsForAnAttemptThatWasMade(MessageState state, int attempt, int tagged, boolean counts) {
        Life life = Lives.life(state, attempt, null, NOW);
        Step step = Lifecycle.evidence(life, tagged, Lives.HANDOVER);
        assertThat(step instanceof Changed).isEqualTo(counts);
        if (step instanceof Changed changed) {
            assertThat(changed.life().state()).isEqualTo(MessageState.SENT);
            assertThat(changed.life().handover()).isEqualTo(Lives.HANDOVER);
        }
    }

    @Test
    void aPersonsApprovalStandsWhenTheModeIsTightenedAndAStandingOneDoesNot() {
        Life byPerson = after(approve(Lives.in(MessageState.PENDING), NOW));
        assertThat(Lifecycle.holdAgain(byPerson, Lives.EXPIRES_AT, NOW)).isInstanceOf(Settled.class);
        Life again = after(Lifecycle.holdAgain(Lifecycle.allowed(Lives.STANDING, null, NOW), Lives.EXPIRES_AT, NOW));
        assertThat(again.state()).isEqualTo(MessageState.PENDING);
        assertThat(again.approval()).isNull();
        assertThat(again.expiresAt()).isEqualTo(Lives.EXPIRES_AT);
        assertThat(again.noticesAsked()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSweepLooksSoonUntilTheApproversWereAskedAndThenAtTheExpiry(boolean longTime) {
        Instant expiresAt = longTime ? Lives.EXPIRES_AT : NOW.plusSeconds(30);
        Life held = Lifecycle.held(expiresAt, null, NOW);
        assertThat(held.wakeAt()).isEqualTo(longTime ? NOW.plusSeconds(60) : expiresAt);
        Life noticed = after(Lifecycle.noticed(held, NOW));
        assertThat(noticed.wakeAt()).isEqualTo(expiresAt);
        assertThat(after(Lifecycle.askNotice(noticed, NOW)).wakeAt()).isEqualTo(held.wakeAt());
        assertThat(Lifecycle.noticed(noticed, NOW)).isInstanceOf(Settled.class);
    }

    @Test
    void approversCanBeAskedTenTimesAndNotMore() {
        Life life = Lifecycle.held(Lives.EXPIRES_AT, null, NOW);
        for (int asked = 2; asked <= 10; asked++) {
            life = after(Lifecycle.askNotice(life, NOW));
            assertThat(life.noticesAsked()).isEqualTo(asked);
        }
        assertThat(Lifecycle.askNotice(life, NOW))
                .isEqualTo(new Refused(ErrorCode.LIMIT_REACHED, MessageState.PENDING));
    }

    @Test
    void heldMailThatCameInHasNoExpiryAndSleepsOnceItsApproversWereAsked() {
        Life held = Lifecycle.received(true, NOW);
        assertThat(held.state()).isEqualTo(MessageState.PENDING_INBOUND);
        assertThat(held.expiresAt()).isNull();
        assertThat(after(Lifecycle.noticed(held, NOW)).wakeAt()).isNull();
        assertThat(Lifecycle.received(false, NOW).state()).isEqualTo(MessageState.UNREAD);
    }

    @Test
    void aMonitoredMessageIsNotOverBeforeItsApproversGotTheirCopy() {
        for (OversightMode mode : OversightMode.values()) {
            Life claimed = after(Lifecycle.claim(Lifecycle.allowed(null, null, NOW), mode, NOW));
            for (Step step : List.of(
                    Lifecycle.accepted(claimed, 1, Lives.HANDOVER), Lifecycle.evidence(claimed, 1, Lives.HANDOVER))) {
                Life sent = after(step);
                assertThat(Lifecycle.awaitsCopy(sent)).isEqualTo(mode == OversightMode.MONITORED);
                if (Lifecycle.awaitsCopy(sent)) {
                    Life copied = after(Lifecycle.copied(sent, NOW));
                    assertThat(copied.wakeAt()).isNull();
                    assertThat(copied.state()).isEqualTo(MessageState.SENT);
                    assertThat(Lifecycle.copied(copied, NOW)).isInstanceOf(Settled.class);
                }
            }
        }
    }

    @Test
    void ofEachFactTheFirstReportIsKept() {
        Receipts known =
                Receipts.none().delivered(NOW).bounced(NOW, "Permanent").complained(NOW);
        Instant later = NOW.plusSeconds(1);
        assertThat(known.delivered(later)).isEqualTo(known);
        assertThat(known.bounced(later, "Transient")).isEqualTo(known);
        assertThat(known.complained(later)).isEqualTo(known);
        Life life = after(Lifecycle.receipt(Lives.in(MessageState.SENT), known));
        assertThat(Lifecycle.receipt(life, known)).isEqualTo(new Settled(MessageState.SENT));
    }

    private static Life after(Step step) {
        assertThat(step).isInstanceOf(Changed.class);
        return ((Changed) step).life();
    }
}
