package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Webhooks as their owner changes, tests and repeats them; what is posted is told elsewhere. */
class WebhookAdministrationTest {
    private final World world = new World();
    private final Answer made =
            world.call(world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", "http://127.0.0.1:9/in"));
    private final String path = "/v1/webhooks/" + made.text("id");

    private Answer owner(String verb, String target, Object body) {
        return world.call(world.ownerKey(), verb, target, body);
    }

    @Test
    void oneWebhookIsReadWithItsSecret() {
        Answer read = world.get(world.ownerKey(), path);
        assertThat(read.text("signing_secret")).isEqualTo(made.text("signing_secret"));
        assertThat(world.get(world.ownerKey(), "/v1/webhooks").body()).doesNotContain(made.text("signing_secret"));
    }

    @Test
    void aRotatedSecretSignsBesideTheOldOneForADay() {
        Answer rotated = owner("POST", path + "/rotate-secret", "");
        String next = rotated.text("signing_secret");
        assertThat(next).startsWith("whsec_").isNotEqualTo(made.text("signing_secret"));
        Subscription stored = world.services()
                .store()
                .webhooks()
                .get("acc_test", made.text("id"))
                .orElseThrow();
        Instant now = world.clock().instant();
        assertThat(stored.secrets(now).stream().map(WebhookSecret::value))
                .containsExactly(next, made.text("signing_secret"));
        assertThat(stored.secrets(now.plus(Subscription.ROTATION))).hasSize(1);
        assertThat(owner("POST", path + "/rotate-secret", Map.of("secret", "short"))
                        .text("code"))
                .isEqualTo("invalid_field");
    }

    @Test
    void itsPlaceAndEventsChangeAndWhatIsLeftOutStays() {
        Answer moved = owner("PATCH", path, Map.of("events", List.of("email.sent")));
        assertThat(moved.text("status")).isEqualTo("updated");
        assertThat(moved.text("url")).isEqualTo("http://127.0.0.1:9/in");
        assertThat(owner("PATCH", path, Map.of("url", "http://127.0.0.1:10/in")).body())
                .contains("email.sent", "127.0.0.1:10");
        assertThat(owner("PATCH", path, Map.of("events", List.of("email.eaten")))
                        .text("code"))
                .isEqualTo("invalid_field");
        assertThat(owner("PATCH", path, Map.of("url", "ftp://example.com")).status())
                .isEqualTo(400);
    }

    @Test
    void aTestEventIsADeliveryAndCanBeSentAgain() {
        Answer test = owner("POST", path + "/test", "");
        assertThat(test.status()).isEqualTo(202);
        assertThat(test.text("event_type")).isEqualTo("webhook.test");
        world.settle();
        String deliveries = "/v1/webhook-deliveries";
        String id = test.text("id");
        int attempts = world.get(world.ownerKey(), deliveries)
                .json()
                .at("deliveries")
                .first()
                .at("attempts")
                .number();
        assertThat(attempts).isEqualTo(1);
        assertThat(owner("POST", deliveries + "/" + id + "/redeliver", "").status())
                .isEqualTo(202);
        world.settle();
        assertThat(world.get(world.ownerKey(), deliveries)
                        .json()
                        .at("deliveries")
                        .first()
                        .at("attempts")
                        .number())
                .isEqualTo(2);
        assertThat(owner("POST", deliveries + "/dlv_nothing/redeliver", "").status())
                .isEqualTo(404);
    }

    @Test
    void aKeyIsRenamedAndGivenOtherScopesButNeverToSendAndDecide() {
        Answer key = owner("POST", "/v1/api-keys", Map.of("name", "reader"));
        String keyPath = "/v1/api-keys/" + key.text("id");
        Answer renamed = owner("PATCH", keyPath, Map.of("name", "overseer", "scopes", List.of("oversight")));
        assertThat(renamed.text("status")).isEqualTo("updated");
        assertThat(world.get(key.text("token"), "/v1/oversight/pending").status())
                .isEqualTo(200);
        assertThat(world.get(key.text("token"), "/v1/contacts").status()).isEqualTo(403);
        assertThat(owner("PATCH", keyPath, Map.of("scopes", List.of("send", "oversight")))
                        .text("code"))
                .isEqualTo("invalid_field");
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String token = world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/tokens")
                .json()
                .at("tokens")
                .first()
                .at("id")
                .text();
        assertThat(owner("PATCH", "/v1/api-keys/" + token, Map.of("scopes", List.of("admin")))
                        .text("code"))
                .isEqualTo("invalid_field");
    }

    @Test
    void threadsComeByTheirNewestMessage() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String first = mailbox.send("First").text("thread_id");
        world.clock().advance(Duration.ofSeconds(1));
        String second = mailbox.send("Second").text("thread_id");
        world.clock().advance(Duration.ofSeconds(1));
        String id = mailbox.send("Third").text("id");
        world.clock().advance(Duration.ofSeconds(1));
        world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/reply", Map.of("body", "More"));
        Answer all = world.get(mailbox.token(), "/v1/mailboxes/me/threads");
        assertThat(all.json().at("threads").list()).hasSize(3);
        assertThat(all.json().at("threads").first().at("subject").text()).isEqualTo("Re: Third");
        Answer one = world.get(mailbox.token(), "/v1/mailboxes/me/threads?limit=1");
        Answer two = world.get(mailbox.token(), "/v1/mailboxes/me/threads?limit=1&cursor=" + one.text("cursor"));
        assertThat(two.json().at("threads").first().at("thread_id").text()).isEqualTo(second);
        Answer three = world.get(mailbox.token(), "/v1/mailboxes/me/threads?limit=1&cursor=" + two.text("cursor"));
        assertThat(three.json().at("threads").first().at("thread_id").text()).isEqualTo(first);
    }
}
