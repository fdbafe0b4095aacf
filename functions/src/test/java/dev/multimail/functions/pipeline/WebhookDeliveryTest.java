package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.webhook.EventType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeliveryTest {
    private final Subscriber subscriber = new Subscriber();
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    @AfterEach
    void hangUp() {
        subscriber.close();
    }

    @Test
    void whatWaitsForItsReleaseIsToldWithoutItsText() {
        TestMailbox closed = world.mailbox("closed@agents.example.com", "gated_all");
        subscribe("oversight.pending", "email.received");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), closed.address()));
        world.settle();
        Tree held = Json.tree(subscriber.posts().getFirst().body());
        assertThat(held.at("type").text()).isEqualTo("oversight.pending");
        assertThat(held.at("data", "subject").text()).isEqualTo("Offer");
        for (String withheld : List.of("body", "markdown", "text_body", "html_body", "attachments")) {
            assertThat(subscriber.posts().getFirst().body()).doesNotContain("\"" + withheld + "\"");
        }
        closed.press(closed.newestLink(), "approve", "");
        world.settle();
        Tree released = Json.tree(subscriber.posts().getLast().body());
        assertThat(released.at("type").text()).isEqualTo("email.received");
        assertThat(released.at("data", "body").text()).isNotEmpty();
    }

    @Test
    void whatAPersonRejectedIsToldWithoutItsText() {
        TestMailbox closed = world.mailbox("closed@agents.example.com", "gated_all");
        subscribe("oversight.rejected");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), closed.address()));
        world.settle();
        closed.press(closed.newestLink(), "reject", "Spam");
        world.settle();
        assertThat(subscriber.posts()).hasSize(1);
        String body = subscriber.posts().getFirst().body();
        assertThat(Json.tree(body).at("data", "subject").text()).isEqualTo("Offer");
        for (String withheld : List.of("body", "markdown", "text_body", "html_body", "attachments")) {
            assertThat(body).doesNotContain("\"" + withheld + "\"");
        }
    }

    @Test
    void aPostCarriesTheEventWithTheWholeMessageUnderBothGenerationsOfNames() {
        subscribe("email.received");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), mailbox.address()));
        world.settle();
        assertThat(subscriber.posts()).hasSize(1);
        Tree body = Json.tree(subscriber.posts().getFirst().body());
        assertThat(body.at("id").text()).startsWith("evt_");
        assertThat(body.at("type").text()).isEqualTo("email.received");
        assertThat(body.at("event_type").text()).isEqualTo("message.received");
        assertThat(body.at("created_at").text())
                .isEqualTo(World.START.toString())
                .isEqualTo(body.at("timestamp").text());
        assertThat(body.at("mailbox").text())
                .isEqualTo(mailbox.address())
                .isEqualTo(body.at("data", "mailbox").text());
        assertThat(body.at("mailbox_id").text()).isEqualTo(mailbox.id());
        assertThat(body.at("message_id").text())
                .startsWith("msg_")
                .isEqualTo(body.at("email_id").text())
                .isEqualTo(body.at("data", "message_id").text());
        assertThat(body.at("thread_id").text()).startsWith("thr_");
        assertThat(body.at("test").text()).isEqualTo("false");
        assertThat(body.at("data", "from").text()).isEqualTo("ann@example.org");
        assertThat(body.at("data", "to").first().text()).isEqualTo(mailbox.address());
        assertThat(body.at("data", "subject").text()).isEqualTo("Offer");
        assertThat(body.at("data", "markdown").text()).contains("The text.");
        assertThat(body.at("data", "status").text()).isEqualTo("unread");
        assertThat(body.at("data", "truncated").text()).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "email.sent, email.sent",
        "message.sent, message.sent",
        "*, email.sent",
    })
    void theTypeIsTheNameThatTheSubscriberChose(String chosen, String type) {
        subscribe(chosen);
        mailbox.send("Hello");
        world.settle();
        assertThat(subscriber.posts().stream()
                        .map(post -> Json.tree(post.body()))
                        .filter(body -> body.at("event_type").text().equals(EventType.SENT.messageName()))
                        .map(body -> body.at("type").text()))
                .containsExactly(type);
    }

    @Test
    void theSignatureVerifiesAsThePagesReceiverDoesItAndByStandardWebhooks() throws GeneralSecurityException {
        String secret = subscribe("*").text("signing_secret");
        mailbox.send("Hello — ünï 😀");
        world.settle();
        assertThat(subscriber.posts()).hasSizeGreaterThanOrEqualTo(2);
        for (Subscriber.Post post : subscriber.posts()) {
            byte[] whole = hmac(secret.getBytes(StandardCharsets.UTF_8), post.body());
            assertThat(post.header("X-MultiMail-Signature"))
                    .isEqualTo(HexFormat.of().formatHex(whole));
            String signed = post.header("webhook-id") + "." + post.header("webhook-timestamp") + "." + post.body();
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            assertThat(post.header("webhook-signature"))
                    .isEqualTo("v1," + Base64.getEncoder().encodeToString(hmac(key, signed)));
            assertThat(post.header("webhook-id"))
                    .isEqualTo(Json.tree(post.body()).at("id").text())
                    .isEqualTo(post.header("X-MultiMail-Event-Id"));
            assertThat(post.header("webhook-timestamp")).isEqualTo(Long.toString(World.START.getEpochSecond()));
            assertThat(post.header("Content-Type")).startsWith("application/json");
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPostThatFailsIsTriedEightTimesWithTheSameBytesAndThenGivenUp() {
        subscriber.answerWith(500);
        subscribe("email.sent");
        mailbox.send("Hello");
        List<Instant> tries = new ArrayList<>();
        for (int step = 0; step < 8; step++) {
            world.settle();
            while (tries.size() < subscriber.posts().size()) {
                tries.add(world.clock().instant());
            }
            Tree delivery = delivery();
            if (delivery.at("status").text().equals("pending")) {
                Instant next = Instant.parse(delivery.at("next_attempt_at").text());
                world.clock()
                        .advance(Duration.between(world.clock().instant(), next).minusMillis(1));
                world.settle();
                assertThat(subscriber.posts()).as("not before its time").hasSize(step + 1);
                world.clock().advance(Duration.ofMillis(1));
            }
        }
        assertThat(tries).hasSize(8);
        List<Duration> pauses = new ArrayList<>();
        for (int index = 1; index < tries.size(); index++) {
            pauses.add(Duration.between(tries.get(index - 1), tries.get(index)));
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(10));
        assertThat(subscriber.posts().stream().map(Subscriber.Post::body).distinct())
                .hasSize(1);
        assertThat(subscriber.posts().stream().map(post -> post.header("X-MultiMail-Attempt")))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(delivery().at("status").text()).isEqualTo("failed");
        assertThat(delivery().at("attempts").number()).isEqualTo(8);
        assertThat(delivery().at("response_status").number()).isEqualTo(500);
        assertThat(delivery().at("next_attempt_at").text()).isEmpty();
    }

    @Test
    void aPostSucceedsOnceTheOutageIsOver() {
        subscriber.answerWith(503);
        subscribe("email.sent");
        mailbox.send("Hello");
        world.settle();
        assertThat(webhook().at("failing_since").text()).isEqualTo(World.START.toString());
        subscriber.answerWith(204);
        world.clock().advance(Duration.ofSeconds(5));
        world.settle();
        assertThat(delivery().at("status").text()).isEqualTo("delivered");
        assertThat(delivery().at("attempts").number()).isEqualTo(2);
        assertThat(webhook().at("failing_since").text()).isEmpty();
        world.clock().advance(Duration.ofDays(2));
        world.settle();
        assertThat(subscriber.posts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 301, 307, 400, 404, 410, 500})
    void whateverIsNotTwoHundredAndSomethingIsAFailure(int status) {
        subscriber.answerWith(status);
        subscribe("email.sent");
        mailbox.send("Hello");
        world.settle();
        assertThat(delivery().at("status").text()).isEqualTo("pending");
        assertThat(delivery().at("response_status").number()).isEqualTo(status);
        assertThat(subscriber.posts()).as("no redirect is followed").hasSize(1);
    }

    @Test
    void anEndpointIsDisabledAfterFiveDaysOfFailureAndNoSooner() {
        subscriber.answerWith(500);
        subscribe("email.sent");
        Instant end = World.START.plus(Duration.ofDays(5));
        while (world.clock().instant().isBefore(end)) {
            mailbox.send("Hello");
            world.settle();
            assertThat(webhook().at("is_active").text()).isEqualTo("true");
            world.clock().advance(Duration.ofHours(12));
        }
        mailbox.send("Hello");
        world.settle();
        assertThat(webhook().at("is_active").text()).isEqualTo("false");
        int posts = subscriber.posts().size();
        mailbox.send("Hello");
        world.clock().advance(Duration.ofDays(2));
        world.settle();
        assertThat(subscriber.posts()).as("nothing more is posted").hasSize(posts);
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?limit=100").body())
                .contains("webhook.disabled");
    }

    @Test
    void aDeletedWebhookEndsItsDeliveries() {
        subscriber.answerWith(500);
        Answer made = subscribe("email.sent");
        mailbox.send("Hello");
        world.settle();
        world.call(world.ownerKey(), "DELETE", "/v1/webhooks/" + made.text("id"), "");
        world.clock().advance(Duration.ofDays(1));
        world.settle();
        assertThat(subscriber.posts()).hasSize(1);
        assertThat(delivery().at("status").text()).isEqualTo("failed");
    }

    @Test
    void anEventGoesOnceToEachWhoWantsItHoweverOftenItIsFannedOut() {
        subscribe("email.sent");
        subscribe("message.sent");
        subscribe("email.bounced");
        mailbox.send("Hello");
        world.settle();
        assertThat(subscriber.posts()).hasSize(2);
        world.pipeline()
                .events()
                .forEach(event -> new FanOut(world.services())
                        .handleRequest(Map.of("detail", Events.detail(event)), new TestContext()));
        world.pipeline().replay();
        world.settle();
        assertThat(subscriber.posts()).hasSize(2);
        assertThat(deliveries()).hasSize(2);
    }

    @Test
    void aWebhookOfOneMailboxHearsNothingOfAnother() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        world.call(
                world.ownerKey(),
                "POST",
                "/v1/webhooks",
                Map.of("url", subscriber.url(), "events", List.of("email.sent"), "mailbox_id", other.id()));
        mailbox.send("Hello");
        world.settle();
        assertThat(subscriber.posts()).isEmpty();
        other.send("Hello");
        world.settle();
        assertThat(subscriber.posts()).hasSize(1);
    }

    @Test
    void longTextIsCutSoThatTheRowFitsWhateverItsCharactersAre() {
        subscribe("email.received");
        for (String character : List.of("a", "文", "😀", "\"")) {
            String raw = SesEvents.mail(
                            "Long",
                            character.codePointAt(0) + "@example.org",
                            "Content-Type: text/plain; charset=utf-8",
                            "Content-Transfer-Encoding: 8bit")
                    .replace("The text.", (character.repeat(70) + "\r\n").repeat(4_000));
            SesEvents.take(world, SesEvents.received(world, "ses-" + character, raw, mailbox.address()));
        }
        world.settle();
        assertThat(subscriber.posts()).hasSize(4);
        for (Subscriber.Post post : subscriber.posts()) {
            assertThat(post.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(350_000);
            assertThat(Json.tree(post.body()).at("data", "truncated").text()).isEqualTo("true");
            assertThat(Json.tree(post.body()).at("data", "markdown").text()).hasSizeGreaterThan(5_000);
        }
    }

    private Answer subscribe(String... events) {
        Answer made = world.call(
                world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", subscriber.url(), "events", List.of(events)));
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private List<Tree> deliveries() {
        return world.get(world.ownerKey(), "/v1/webhook-deliveries?limit=100")
                .json()
                .at("deliveries")
                .list();
    }

    private Tree delivery() {
        return deliveries().getFirst();
    }

    private Tree webhook() {
        return world.get(world.ownerKey(), "/v1/webhooks")
                .json()
                .at("webhooks")
                .list()
                .getFirst();
    }
}
