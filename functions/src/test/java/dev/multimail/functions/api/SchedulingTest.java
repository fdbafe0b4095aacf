package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages that shall leave later: asked about before or at their time, changed, and taken back. */
class SchedulingTest {
    private static final String LATER = "2027-03-01T10:00:00Z";
    private static final String MUCH_LATER = "2027-03-01T12:00:00Z";

    private final World world = new World();
    private final TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");

    private Answer schedule(TestMailbox mailbox, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("send_at", LATER));
        body.putAll(more);
        Answer answer = mailbox.send(mailbox.token(), "Later", body);
        world.settle();
        return answer;
    }

    private Answer edit(TestMailbox mailbox, String id, Map<String, ?> change) {
        Answer answer = world.call(mailbox.token(), "PATCH", "/v1/mailboxes/me/emails/" + id + "/schedule", change);
        world.settle();
        return answer;
    }

    private void at(String time) {
        world.clock().advance(Duration.between(world.clock().instant(), Instant.parse(time)));
        world.settle();
        world.pipeline().sweep();
        world.settle();
    }

    @Test
    void gateFirstAsksAtOnceAndThenWaits() {
        String id = schedule(gated, Map.of()).text("id");
        assertThat(gated.status(id)).isEqualTo("pending");
        gated.press(gated.newestLink(), "approve", "");
        world.settle();
        assertThat(gated.status(id)).isEqualTo("scheduled");
        at(LATER);
        assertThat(gated.status(id)).isEqualTo("sent");
    }

    @Test
    void scheduleFirstAsksAtItsTimeAndNothingLeavesBefore() {
        String id = schedule(gated, Map.of("gate_timing", "schedule_first")).text("id");
        assertThat(gated.status(id)).isEqualTo("scheduled");
        assertThat(world.outbox().notices()).isEmpty();
        at(LATER);
        assertThat(gated.status(id)).isEqualTo("pending");
        assertThat(world.outbox().agentMail()).isEmpty();
        gated.press(gated.newestLink(), "approve", "");
        world.settle();
        assertThat(gated.status(id)).isEqualTo("sent");
    }

    @Test
    void theMailboxSaysWhenIsAskedIfTheSendDoesNot() {
        world.call(
                world.ownerKey(),
                "PATCH",
                "/v1/mailboxes/" + gated.id(),
                Map.of("default_gate_timing", "schedule_first"));
        assertThat(gated.status(schedule(gated, Map.of()).text("id"))).isEqualTo("scheduled");
        assertThat(gated.send(gated.token(), "x", Map.of("gate_timing", "never"))
                        .text("code"))
                .isEqualTo("invalid_field");
    }

    @Test
    void anOwnerCanSwitchSchedulingOff() {
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + free.id(), Map.of("scheduling_enabled", 0));
        assertThat(schedule(free, Map.of()).text("code")).isEqualTo("invalid_field");
        assertThat(free.send("Now").status()).isEqualTo(202);
    }

    @Test
    void anotherTimeIsKeptToEarlierOrLater() {
        String id = schedule(free, Map.of("send_at", MUCH_LATER)).text("id");
        Answer earlier = edit(free, id, Map.of("send_at", LATER));
        assertThat(earlier.text("send_at")).isEqualTo(LATER);
        assertThat(earlier.text("status")).isEqualTo("scheduled");
        at(LATER);
        assertThat(free.status(id)).isEqualTo("sent");
        String other = schedule(free, Map.of("send_at", "2027-03-01T11:00:00Z")).text("id");
        edit(free, other, Map.of("send_at", MUCH_LATER));
        at("2027-03-01T11:00:00Z");
        assertThat(free.status(other)).isEqualTo("scheduled");
        at(MUCH_LATER);
        assertThat(free.status(other)).isEqualTo("sent");
        assertThat(world.outbox().agentMail()).hasSize(2);
    }

    @Test
    void changedContentIsWhatLeavesAndTheRestStays() {
        String id =
                schedule(free, Map.of("cc", List.of("Ann <ann@example.org>"))).text("id");
        Answer edited = edit(free, id, Map.of("subject", "Better", "markdown", "A **new** text"));
        assertThat(edited.text("subject")).isEqualTo("Better");
        assertThat(edited.text("thread_id")).isEqualTo(free.read(id).text("thread_id"));
        at(LATER);
        ParsedMail mail = MimeParser.parse(world.outbox().agentMail().getFirst().raw());
        assertThat(mail.subject()).isEqualTo("Better");
        assertThat(mail.text()).contains("new").doesNotContain("confirm");
        assertThat(mail.cc().getFirst().toString()).isEqualTo("Ann <ann@example.org>");
    }

    @Test
    void anEditKeepsAttachmentsAndLargeBodies() {
        String content = Base64.getEncoder().encodeToString("x".repeat(40_000).getBytes(StandardCharsets.UTF_8));
        String id = schedule(free, Map.of("attachments", List.of(Map.of("name", "a.txt", "content_base64", content))))
                .text("id");
        edit(free, id, Map.of("subject", "Other"));
        at(LATER);
        ParsedMail mail = MimeParser.parse(world.outbox().agentMail().getFirst().raw());
        assertThat(mail.subject()).isEqualTo("Other");
        assertThat(mail.attachments().getFirst().size()).isEqualTo(40_000);
    }

    @Test
    void whatAnApproverSawBeforeTheEditIsNotWhatTheyApprove() {
        String id = schedule(gated, Map.of()).text("id");
        String old = gated.newestLink();
        edit(gated, id, Map.of("markdown", "Pay at once."));
        assertThat(gated.newestLink()).isNotEqualTo(old);
        gated.press(old, "approve", "");
        world.settle();
        assertThat(gated.status(id)).isEqualTo("pending");
        gated.press(gated.newestLink(), "approve", "");
        world.settle();
        assertThat(gated.status(id)).isEqualTo("scheduled");
    }

    @Test
    void whatIsApprovedOrLeftIsSettled() {
        String id = schedule(gated, Map.of()).text("id");
        gated.press(gated.newestLink(), "approve", "");
        world.settle();
        Answer refused = edit(gated, id, Map.of("subject", "Other"));
        assertThat(refused.text("code")).isEqualTo("wrong_state");
        assertThat(refused.text("status")).isEqualTo("scheduled");
        String plain = gated.send("Now").text("id");
        assertThat(edit(gated, plain, Map.of("subject", "Other")).text("code")).isEqualTo("wrong_state");
        at(LATER);
        assertThat(edit(gated, id, Map.of("subject", "Other")).text("status")).isEqualTo("sent");
    }

    @Test
    void anEditToAStrangerNeedsTheApprovalThatTheAllowlistGaveBefore() {
        world.call(
                world.ownerKey(),
                "POST",
                "/v1/mailboxes/" + gated.id() + "/allowlist",
                Map.of("pattern", "*@example.org"));
        String id = schedule(gated, Map.of()).text("id");
        assertThat(gated.status(id)).isEqualTo("scheduled");
        Answer edited = edit(gated, id, Map.of("to", List.of("stranger@example.net")));
        assertThat(edited.text("status")).isEqualTo("pending");
    }

    @Test
    void approversAreNotAskedWithoutEnd() {
        String id = schedule(gated, Map.of()).text("id");
        for (int n = 1; n < 10; n++) {
            assertThat(edit(gated, id, Map.of("subject", "No " + n)).status()).isEqualTo(200);
        }
        assertThat(edit(gated, id, Map.of("subject", "No 10")).text("code")).isEqualTo("limit_reached");
    }

    @Test
    void aScheduledMessageIsTakenBack() {
        String id = schedule(free, Map.of()).text("id");
        assertThat(world.call(free.token(), "POST", "/v1/emails/" + id + "/cancel", "")
                        .text("status"))
                .isEqualTo("cancelled");
        at(LATER);
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void anEditChecksWhatASendChecks() {
        String id = schedule(free, Map.of()).text("id");
        assertThat(edit(free, id, Map.of("to", List.of("nobody"))).text("code")).isEqualTo("invalid_recipient");
        assertThat(edit(free, id, Map.of("subject", "a\r\nBcc: x@example.org")).text("code"))
                .isEqualTo("header_injection");
        assertThat(edit(free, id, Map.of("send_at", "soon")).text("code")).isEqualTo("invalid_field");
        assertThat(free.read(id).text("subject")).isEqualTo("Later");
    }
}
