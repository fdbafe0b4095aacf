package dev.multimail.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of a message from its agent to its recipient, in each mode. */
class SendPathTest {
    private final World world = new World();

    @Test
    void aGatedMessageLeavesOnceItsApproverSaysYesAndNotBefore() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        Answer sent = mailbox.send("PO #8821");
        assertThat(sent.status()).isEqualTo(202);
        assertThat(sent.text("status")).isEqualTo("pending");
        assertThat(sent.text("approval_url")).endsWith("/v1/approve/" + sent.text("id"));
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
        assertThat(world.outbox().notices()).hasSize(1);

        String link = mailbox.newestLink();
        assertThat(world.get("", link).pageText()).contains("PO #8821", "vendor@example.org");
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();

        assertThat(mailbox.press(link, "approve", "").status()).isEqualTo(200);
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
        assertThat(mailbox.status(sent.text("id"))).isEqualTo("sent");
    }

    @Test
    void aRejectionEndsTheMessageAndItsReasonReachesTheAgent() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("PO #8821").text("id");
        world.settle();
        mailbox.press(mailbox.newestLink(), "reject", "Wrong vendor");
        world.settle();
        assertThat(mailbox.read(id).text("status")).isEqualTo("rejected");
        assertThat(mailbox.read(id).text("reason")).isEqualTo("Wrong vendor");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void nobodyDecidesAndTheMessageExpiresAfterSeventyTwoHours() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("PO #8821").text("id");
        world.settle();
        world.clock().advance(Duration.ofDays(3).minusSeconds(1));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("pending");
        world.clock().advance(Duration.ofSeconds(1));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("expired");
    }

    @Test
    void anAutonomousMessageLeavesAtOnceAndAMonitoredOneIsCopiedToItsApprovers() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        assertThat(free.send("Hello").text("status")).isEqualTo("queued");
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
        assertThat(world.outbox().notices()).isEmpty();

        TestMailbox watched = world.mailbox("watched@agents.example.com", "monitored");
        watched.send("Hello again");
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(2);
        assertThat(world.outbox().notices()).hasSize(1);
    }

    @Test
    void aReadOnlyMailboxCannotSendAndSaysHowToAskForMore() {
        TestMailbox mailbox = world.mailbox("reader@agents.example.com", "read_only");
        Answer refused = mailbox.send("Hello");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("mode_read_only");
        assertThat(refused.text("hint")).contains("upgrade");
    }

    @Test
    void aTestMessageGoesTheWholeWayAndNeverLeaves() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send(mailbox.testToken(), "A test", Map.of()).text("id");
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
        assertThat(world.kept().agentMail()).hasSize(1);
        assertThat(world.get(mailbox.testToken(), "/v1/emails/" + id).text("status"))
                .isEqualTo("sent");
        assertThat(mailbox.read(id).status()).isEqualTo(404);
    }
}
