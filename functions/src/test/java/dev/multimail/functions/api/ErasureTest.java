package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.store.testing.MemoryTables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an owner erases is nowhere any more. */
class ErasureTest {
    private static final String SECRET = "Xylophone";
    private static final String LARGE = (SECRET + " ").repeat(4_000);

    private final World world = World.inMemory(1);
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer erase(String id) {
        Answer answer = world.call(world.ownerKey(), "DELETE", "/v1/emails/" + id, Map.of());
        world.settle();
        return answer;
    }

    private String sent(String markdown) {
        String id = mailbox.send(mailbox.token(), SECRET, Map.of("markdown", markdown))
                .text("id");
        world.settle();
        return id;
    }

    private String received(String sesId, TestMailbox... to) {
        String raw = SesEvents.mail(SECRET, sesId + "@example.org");
        String[] recipients = List.of(to).stream().map(TestMailbox::address).toArray(String[]::new);
        SesEvents.take(world, SesEvents.received(world, sesId, raw, recipients));
        world.settle();
        return newest(to[0]);
    }

    private String newest(TestMailbox of) {
        return world.get(of.token(), "/v1/mailboxes/me/emails?limit=1")
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
    }

    /** Everything that is stored now: the rows of both tables, and the blobs. */
    private String stored() {
        Map<String, Map<String, AttributeValue>> rows = new HashMap<>();
        for (MemoryTables.Change change : world.memory().changes(0)) {
            Map<String, AttributeValue> row = change.after().isEmpty() ? change.before() : change.after();
            rows.put(change.table() + " " + row.get("pk") + " " + row.get("sk"), change.after());
        }
        StringBuilder all = new StringBuilder();
        rows.values().forEach(row -> row.values().forEach(value -> all.append(text(value))));
        world.blobs().values().forEach(blob -> all.append(text(blob.toByteArray())));
        return all.toString();
    }

    private static String text(AttributeValue value) {
        return value.b() == null ? value.toString() : text(value.b().asByteArray());
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8) + "\n";
    }

    @ParameterizedTest
    @CsvSource({"small", "large"})
    void nothingOfASentMessageIsLeftButItsRecords(String size) {
        String hook = "https://hooks.example.com/";
        world.call(world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", hook, "events", List.of("*")));
        String id = sent(size.equals("large") ? LARGE : SECRET);
        assertThat(stored()).contains(SECRET);
        Answer answer = erase(id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("deleted");
        assertThat(stored()).doesNotContain(SECRET);
        assertThat(mailbox.read(id).status()).isEqualTo(404);
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/emails").body()).doesNotContain(id);
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?resource_id=" + id)
                        .body())
                .contains("\"send_email\"", "\"message.sent\"", "\"delete_email\"");
        assertThat(erase(id).status()).isEqualTo(404);
    }

    @Test
    void everyVersionOfAnEditedMessageGoes() {
        String later = world.clock().instant().plusSeconds(7_200).toString();
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        String id = gated.send(gated.token(), "Later", Map.of("send_at", later, "markdown", LARGE))
                .text("id");
        for (String text : List.of(LARGE + "two", "small", LARGE + "three")) {
            Answer edited = world.call(
                    gated.token(), "PATCH", "/v1/mailboxes/me/emails/" + id + "/schedule", Map.of("markdown", text));
            assertThat(edited.status()).isEqualTo(200);
        }
        world.call(gated.token(), "POST", "/v1/emails/" + id + "/cancel", Map.of());
        world.settle();
        assertThat(erase(id).status()).isEqualTo(200);
        assertThat(stored()).doesNotContain(SECRET);
        assertThat(world.blobs()).isEmpty();
    }

    @Test
    void aMailToTwoMailboxesIsThereUntilBothErasedIt() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        String first = received("ses-1", mailbox, other);
        String second = newest(other);
        erase(first);
        assertThat(mailbox.read(first).status()).isEqualTo(404);
        assertThat(other.read(second).text("subject")).isEqualTo(SECRET);
        assertThat(other.read(second).text("markdown")).isNotEmpty();
        assertThat(world.blobs()).hasSize(1);
        erase(second);
        assertThat(world.blobs()).isEmpty();
        assertThat(stored()).doesNotContain(SECRET);
    }

    @Test
    void mailThatIsToldOfAgainAfterItsErasureStaysErased() {
        Map<String, Object> event =
                SesEvents.received(world, "ses-1", SesEvents.mail(SECRET, "one@example.org"), mailbox.address());
        SesEvents.take(world, event);
        world.settle();
        erase(newest(mailbox));
        SesEvents.take(world, event);
        world.settle();
        assertThat(stored()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"pending", "scheduled", "queued"})
    void whatIsStillOnItsWayIsNotErased(String status) {
        TestMailbox from = status.equals("pending") ? world.mailbox("g@agents.example.com", "gated_send") : mailbox;
        Map<String, Object> more = status.equals("scheduled")
                ? Map.of("send_at", world.clock().instant().plusSeconds(7_200).toString())
                : Map.of();
        String id = from.send(from.token(), SECRET, more).text("id");
        Answer refused = world.call(world.ownerKey(), "DELETE", "/v1/emails/" + id, Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("wrong_state");
        assertThat(refused.text("error")).contains("The message is " + status);
        assertThat(from.read(id).text("subject")).isEqualTo(SECRET);
    }

    @Test
    void anAgentErasesNothingAndAForeignMessageLooksLikeAMissingOne() {
        String id = sent(SECRET);
        Answer agent = world.call(mailbox.token(), "DELETE", "/v1/emails/" + id, Map.of());
        assertThat(agent.status()).isEqualTo(403);
        assertThat(mailbox.read(id).status()).isEqualTo(200);
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        Answer elsewhere =
                world.call(world.ownerKey(), "DELETE", "/v1/mailboxes/" + other.id() + "/emails/" + id, Map.of());
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(mailbox.read(id).status()).isEqualTo(200);
    }

    @Test
    void aDeliveryOfWhatWasErasedFailsAndIsNotPostedAgain() {
        world.call(
                world.ownerKey(),
                "POST",
                "/v1/webhooks",
                Map.of("url", "http://127.0.0.1:9/hook", "events", List.of("email.sent")));
        String id = sent(SECRET);
        erase(id);
        world.clock().advance(Duration.ofHours(1));
        world.pipeline().sweep();
        world.settle();
        var delivery = world.get(world.ownerKey(), "/v1/webhook-deliveries")
                .json()
                .at("deliveries")
                .first();
        assertThat(delivery.at("status").text()).isEqualTo("failed");
        Answer again = world.call(
                world.ownerKey(),
                "POST",
                "/v1/webhook-deliveries/" + delivery.at("id").text() + "/redeliver",
                Map.of());
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("error")).contains("erased");
    }
}
