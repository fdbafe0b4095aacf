package dev.multimail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.id.MailboxId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionTest {
    private static final MailboxId OURS = new MailboxId("0123456789");
    private static final MailboxId THEIRS = new MailboxId("9876543210");
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aSubscriberHearsOfAnEventByTheNameThatItChose(EventType type) {
        assertThat(to(null, null, type.emailName()).nameFor(type, OURS)).contains(type.emailName());
        assertThat(to(null, null, type.messageName()).nameFor(type, OURS)).contains(type.messageName());
        assertThat(to(null, null, "*").nameFor(type, OURS)).contains(type.emailName());
        assertThat(to(null, null, type.messageName(), type.emailName()).nameFor(type, OURS))
                .contains(type.emailName());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aSubscriberHearsOfNothingElse(EventType type) {
        String[] others = List.of(EventType.values()).stream()
                .filter(other -> other != type)
                .map(EventType::emailName)
                .toArray(String[]::new);
        assertThat(to(null, null, others).nameFor(type, OURS)).isEmpty();
        assertThat(to(null, null).nameFor(type, OURS)).isEmpty();
    }

    @Test
    void aSubscriberOfOneMailboxHearsOfNoOther() {
        assertThat(to(OURS, null, "*").nameFor(EventType.SENT, OURS)).contains("email.sent");
        assertThat(to(OURS, null, "*").nameFor(EventType.SENT, THEIRS)).isEmpty();
        assertThat(to(null, null, "*").nameFor(EventType.SENT, THEIRS)).contains("email.sent");
    }

    @Test
    void aDisabledSubscriberHearsOfNothing() {
        assertThat(to(null, NOW, "*").nameFor(EventType.SENT, OURS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void bothNamesOfAnEventAreUnderstoodInAnyCase(EventType type) {
        assertThat(EventType.parse(type.emailName())).contains(type);
        assertThat(EventType.parse(type.messageName().toUpperCase(Locale.ROOT))).contains(type);
    }

    @Test
    void otherNamesAreNoEvents() {
        assertThat(EventType.parse("*")).isEmpty();
        assertThat(EventType.parse("email.opened")).isEmpty();
        assertThat(EventType.parse("")).isEmpty();
    }

    private static Subscription to(@Nullable MailboxId mailbox, @Nullable Instant disabledAt, String... events) {
        return new Subscription(
                "whk_1",
                "acc_1",
                "https://hooks.example.com/",
                List.of(events),
                mailbox,
                new WebhookSecret("whsec_0123456789abcdef"),
                NOW,
                null,
                disabledAt);
    }
}
