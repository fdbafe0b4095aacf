package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.field.Limits;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agent that is stuck tells its owner, once a minute at most. */
class ReportIssueTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    private Answer report(String token, String message) {
        Answer answer = world.call(token, "POST", "/v1/feedback", Map.of("message", message, "request_id", "req_1"));
        world.settle();
        return answer;
    }

    @Test
    void theOwnerReadsTheReportersOwnWords() {
        assertThat(report(mailbox.token(), "Replies vanish.\nSince noon.").text("status"))
                .isEqualTo("reported");
        Outgoing mail = world.outbox().notices().getLast();
        assertThat(mail.rcptTo()).hasToString("[owner@example.com]");
        assertThat(MimeParser.parse(mail.raw()).text())
                .contains("The agent of buyer@agents.example.com reports")
                .contains("> Replies vanish.\n> Since noon.")
                .contains("req_1");
    }

    @Test
    void aRunawayAgentMailsItsOwnerOnceAMinute() {
        report(mailbox.token(), "One");
        Answer second = report(mailbox.token(), "Two");
        assertThat(second.text("code")).isEqualTo("limit_reached");
        assertThat(second.headers()).containsEntry("retry-after", "60");
        assertThat(report(world.ownerKey(), "Another reporter").status()).isEqualTo(200);
        world.clock().advance(Duration.ofMinutes(1));
        assertThat(report(mailbox.token(), "Three").status()).isEqualTo(200);
        assertThat(world.outbox().notices()).hasSize(3);
    }

    @Test
    void aReportThatWasLostOnItsWayIsMailedByTheSweep() {
        world.call(mailbox.token(), "POST", "/v1/feedback", Map.of("message", "Lost"));
        world.pipeline().forget();
        world.clock().advance(Duration.ofMinutes(1));
        world.pipeline().sweep();
        world.settle();
        assertThat(world.outbox().notices()).hasSize(1);
        world.pipeline().sweep();
        world.settle();
        assertThat(world.outbox().notices()).hasSize(1);
    }

    @Test
    void aReportHasWordsAndAnEnd() {
        assertThat(world.call(mailbox.token(), "POST", "/v1/feedback", Map.of()).text("field"))
                .isEqualTo("message");
        assertThat(report(mailbox.token(), "x".repeat(Limits.REPORT + 1)).text("field"))
                .isEqualTo("message");
        assertThat(report(mailbox.token(), "bell \u0007").text("field")).isEqualTo("message");
        assertThat(report(mailbox.token(), "x".repeat(Limits.REPORT)).status()).isEqualTo(200);
    }
}
