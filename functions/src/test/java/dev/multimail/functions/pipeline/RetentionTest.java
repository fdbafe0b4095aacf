package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mailbox keeps its messages for as many days as its owner says, and not for longer. */
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final World world = World.inMemory(1);
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer keep(Object days) {
        return world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("retention_days", days));
    }

    private void pass(Duration time) {
        world.clock().advance(time);
        world.pipeline().sweep();
        world.settle();
    }

    private String sent() {
        String id = mailbox.send("Hello").text("id");
        world.settle();
        return id;
    }

    private boolean isThere(String id) {
        return mailbox.read(id).status() == 200;
    }

    @Test
    void aMessageGoesWhenItsDaysAreOverAndNotAMomentBefore() {
        assertThat(keep(7).json().at("retention_days").text()).isEqualTo("7");
        pass(MOMENT);
        String id = sent();
        pass(DAY.multipliedBy(7));
        assertThat(isThere(id)).isTrue();
        pass(MOMENT);
        assertThat(isThere(id)).isFalse();
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?resource_id=" + id)
                        .body())
                .contains("\"message.erased\"", "\"system:retention\"");
    }

    @Test
    void whatWasThereBeforeGoesTooLiveAndTestSentAndReceived() {
        String live = sent();
        String test = mailbox.send(mailbox.testToken(), "Test", Map.of()).text("id");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), mailbox.address()));
        world.settle();
        pass(DAY.multipliedBy(3));
        String young = sent();
        keep(2);
        pass(MOMENT);
        assertThat(isThere(live)).isFalse();
        assertThat(world.get(mailbox.testToken(), "/v1/emails/" + test).status())
                .isEqualTo(404);
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/emails")
                        .json()
                        .at("emails")
                        .list())
                .hasSize(1);
        assertThat(isThere(young)).isTrue();
        assertThat(world.blobs().keySet()).noneMatch(key -> key.startsWith("inbound/"));
    }

    @Test
    void withoutItMessagesStayForEver() {
        String id = sent();
        pass(DAY.multipliedBy(4_000));
        assertThat(isThere(id)).isTrue();
        keep(1);
        keep(0);
        pass(DAY);
        assertThat(isThere(id)).isTrue();
    }

    @Test
    void whatIsStillOnItsWayWaitsAndGoesLater() {
        keep(1);
        String later = world.clock().instant().plus(DAY.multipliedBy(3)).toString();
        String id =
                mailbox.send(mailbox.token(), "Later", Map.of("send_at", later)).text("id");
        world.settle();
        pass(DAY.multipliedBy(2));
        assertThat(mailbox.status(id)).isEqualTo("scheduled");
        pass(DAY);
        assertThat(mailbox.status(id)).isEqualTo("sent");
        pass(Duration.ofHours(1));
        assertThat(isThere(id)).isFalse();
    }

    @Test
    void aLongBacklogGoesAPortionAtASweep() {
        List<String> ids = IntStream.range(0, Expunge.AT_ONCE + 3)
                .mapToObj(_ -> mailbox.send("Hello").text("id"))
                .toList();
        world.settle();
        pass(DAY.multipliedBy(2));
        keep(1);
        pass(MOMENT);
        assertThat(ids.stream().filter(this::isThere)).hasSize(3);
        pass(Duration.ofMinutes(1));
        assertThat(ids.stream().filter(this::isThere)).isEmpty();
    }

    @Test
    void aMailboxThatIsDeletedForgetsAllTheSame() {
        keep(1);
        sent();
        world.call(world.ownerKey(), "DELETE", "/v1/mailboxes/" + mailbox.id(), Map.of());
        pass(DAY.plus(MOMENT));
        assertThat(world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/emails")
                        .json()
                        .at("emails")
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3_651})
    void whatIsNoNumberOfDaysIsRefused(long days) {
        Answer answer = keep(days);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).contains("retention_days is from 0 to 3650");
        assertThat(keep(3_650).status()).isEqualTo(200);
    }
}
