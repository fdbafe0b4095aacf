package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.mailbox.Suppression;
import dev.multimail.message.Message;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliverTest {
    private final World world = new World();

    @ParameterizedTest
    @ValueSource(strings = {"gated_send", "gated_all", "read_only"})
    void aModeThatIsTightenedHoldsWhatIsQueuedAndAsksTheApprovers(String mode) {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hello").text("id");
        configure(mailbox, Map.of("oversight_mode", mode));
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
        assertThat(world.get(world.ownerKey(), "/v1/emails/" + id).text("status"))
                .isEqualTo("pending");
        assertThat(world.outbox().notices()).hasSize(1);
        mailbox.press(mailbox.newestLink(), "approve", "");
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
    }

    @Test
    void aPersonsApprovalStandsWhenTheModeIsTightened() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        mailbox.press(mailbox.newestLink(), "approve", "");
        configure(mailbox, Map.of("oversight_mode", "read_only"));
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
        assertThat(mailbox.status(id)).isEqualTo("sent");
    }

    @Test
    void loosenessReleasesNothingThatWaits() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        configure(mailbox, Map.of("oversight_mode", "autonomous"));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("pending");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void aRecipientThatBouncedMeanwhileIsNotWrittenTo() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        mailbox.press(mailbox.newestLink(), "approve", "");
        world.services()
                .store()
                .transactions()
                .require(List.of(world.services()
                        .store()
                        .suppressions()
                        .add("acc_test", new Suppression("vendor@example.org", "bounce", World.START))));
        world.settle();
        assertThat(mailbox.read(id).text("status")).isEqualTo("failed");
        assertThat(mailbox.read(id).text("reason")).contains("bounced");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void contentThatWasTamperedWithNeverLeaves() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        // Large enough to live as a blob, which a test can write over.
        byte[] noise = new byte[30_000];
        new Random(1).nextBytes(noise);
        String id = mailbox.send(
                        mailbox.token(),
                        "Hello",
                        Map.of(
                                "markdown",
                                "Hello " + Octets.copyOf(noise).sha256().repeat(500)))
                .text("id");
        world.settle();
        mailbox.press(mailbox.newestLink(), "approve", "");
        Octets body = Objects.requireNonNull(world.blobs().get("body/" + id));
        String changed = new String(body.toByteArray(), StandardCharsets.UTF_8).replaceFirst("Hello", "Hullo");
        world.blobs().put("body/" + id, Octets.owning(changed.getBytes(StandardCharsets.UTF_8)));
        world.settle();
        assertThat(mailbox.read(id).text("status")).isEqualTo("failed");
        assertThat(mailbox.read(id).text("reason")).isEqualTo("the content is not what it was");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void contentThatIsGoneCannotLeave() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send(mailbox.token(), "Hello", Map.of("markdown", "x ".repeat(20_000)))
                .text("id");
        world.blobs().remove("body/" + id);
        world.settle();
        assertThat(mailbox.read(id).text("reason")).isEqualTo("the content is gone");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void anAttemptThatIsRefusedForNowIsMadeFiveTimesWithGrowingPauses() {
        List<Instant> attempts = new ArrayList<>();
        world.outbox().answerWith(mail -> {
            attempts.add(world.clock().instant());
            assertThat(mail.attempt()).isEqualTo(attempts.size());
            return new Delivery.RefusedForNow("throttled");
        });
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hello").text("id");
        for (int second = 0; second < 1_000; second++) {
            world.settle();
            world.clock().advance(Duration.ofSeconds(1));
        }
        assertThat(attempts)
                .extracting(at -> Duration.between(World.START, at).toSeconds())
                .containsExactly(0L, 10L, 50L, 210L, 850L);
        assertThat(mailbox.read(id).text("status")).isEqualTo("failed");
        assertThat(mailbox.read(id).text("reason")).isEqualTo("throttled");
        assertThat(types()).containsExactly("QUEUED", "FAILED");
    }

    @Test
    void aRefusalThatPassesEndsInOneCopy() {
        List<Outgoing> tried = new ArrayList<>();
        world.outbox().answerWith(mail -> {
            tried.add(mail);
            return tried.size() < 3 ? new Delivery.RefusedForNow("throttled") : new Delivery.Accepted("ses-3");
        });
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hello").text("id");
        for (int step = 0; step < 6; step++) {
            world.settle();
            world.clock().advance(Duration.ofSeconds(30));
        }
        assertThat(mailbox.status(id)).isEqualTo("sent");
        assertThat(world.outbox().agentMail()).hasSize(1);
    }

    @Test
    void aRefusalForGoodEndsTheMessage() {
        world.outbox().answerWith(mail -> new Delivery.RefusedForGood("address not verified"));
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        assertThat(mailbox.read(id).text("status")).isEqualTo("failed");
        assertThat(mailbox.read(id).text("reason")).isEqualTo("address not verified");
    }

    @Test
    void doubtIsShownAfterFifteenMinutesAndNeverRetriedUntilAnEventProvesTheAcceptance() {
        world.outbox().answerWith(mail -> new Delivery.Unknown("the reply was lost"));
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("sending");
        world.clock().advance(Duration.ofMinutes(15).minusSeconds(1));
        world.pipeline().sweep();
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("sending");
        world.clock().advance(Duration.ofSeconds(1));
        world.pipeline().sweep();
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("unconfirmed");
        world.clock().advance(Duration.ofDays(1));
        world.pipeline().sweep();
        world.settle();
        assertThat(world.outbox().agentMail()).as("one attempt and no other").hasSize(1);

        SesEvents.tell(world, SesEvents.of("Send", id, 2));
        assertThat(mailbox.status(id))
                .as("an attempt that was never made proves nothing")
                .isEqualTo("unconfirmed");
        SesEvents.tell(world, SesEvents.of("Send", id, 1));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("sent");
        assertThat(types()).containsExactly("QUEUED", "UNCONFIRMED", "SENT");
    }

    @Test
    void aScheduledMessageWaitsForAPersonThenForItsTime() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        Instant sendAt = World.START.plus(Duration.ofHours(2));
        Answer answer = mailbox.send(mailbox.token(), "Later", Map.of("send_at", sendAt.toString()));
        String id = answer.text("id");
        assertThat(answer.text("status")).isEqualTo("pending");
        world.settle();
        mailbox.press(mailbox.newestLink(), "approve", "");
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("scheduled");
        world.clock().advance(Duration.ofHours(2).minusMillis(1));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("scheduled");
        world.clock().advance(Duration.ofMillis(1));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("sent");
        assertThat(world.outbox().agentMail()).hasSize(1);
    }

    @Test
    void aScheduledMessageCanBeTakenBack() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        Instant sendAt = World.START.plus(Duration.ofHours(2));
        String id = mailbox.send(mailbox.token(), "Later", Map.of("send_at", sendAt.toString()))
                .text("id");
        world.settle();
        assertThat(world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/cancel", Map.of())
                        .status())
                .isEqualTo(200);
        world.clock().advance(Duration.ofHours(3));
        world.settle();
        world.pipeline().sweep();
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("cancelled");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void aNoticeThatDoesNotLeaveComesAgainAndIsThenSentOnce() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        world.outbox().answerWith(mail -> new Delivery.RefusedForNow("throttled"));
        String id = mailbox.send("Hello").text("id");
        world.settle();
        assertThat(world.outbox().notices()).isEmpty();
        world.outbox().answerWith(mail -> new Delivery.Accepted("ses-9"));
        world.clock().advance(Duration.ofSeconds(5));
        world.settle();
        assertThat(world.outbox().notices()).hasSize(1);
        assertThat(message(id).life().noticedAt()).isEqualTo(world.clock().instant());
    }

    private Message message(String id) {
        return world.services().store().messages().get(MessageId.of(id)).orElseThrow();
    }

    private List<String> types() {
        return world.pipeline().events().stream()
                .map(event -> event.type().name())
                .toList();
    }

    private void configure(TestMailbox mailbox, Map<String, Object> settings) {
        assertThat(world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), settings)
                        .status())
                .isEqualTo(200);
    }
}
