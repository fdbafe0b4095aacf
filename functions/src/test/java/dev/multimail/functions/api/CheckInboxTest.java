package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent finds in its mailbox: filtered, in order, page by page, and only what it may see. */
class CheckInboxTest {
    private static final String INBOX = "/v1/mailboxes/me/emails";

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer list(String query) {
        return world.get(mailbox.token(), INBOX + "?" + query);
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at("emails").list().stream()
                .map(mail -> mail.at("id").text())
                .toList();
    }

    private List<String> ids(String query) {
        return ids(list(query));
    }

    private static void refused(Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    /** Seven messages of both directions, oldest first, a minute apart. */
    private List<String> some() {
        List<String> made = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            world.clock().advance(Duration.ofMinutes(1));
            made.add(
                    n % 3 == 0
                            ? Incoming.arrive(mailbox, Incoming.plain("Offer " + n))
                            : mailbox.send("Order " + n).text("id"));
        }
        return made;
    }

    @Test
    void theNewestComesFirst() {
        List<String> made = some();
        assertThat(ids("limit=100")).isEqualTo(made.reversed());
        assertThat(list("limit=100").json().at("messages").list()).hasSize(7);
    }

    @Test
    void pagesOfAnySizeJoinWithoutGapsOrRepeats() {
        List<String> made = new ArrayList<>();
        for (int n = 0; n < 37; n++) {
            made.add(mailbox.send("Order " + n).text("id"));
        }
        Random random = new Random(11);
        for (int round = 0; round < 8; round++) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                int limit = 1 + random.nextInt(9);
                Answer page = list("limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                assertThat(ids(page)).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
                seen.addAll(ids(page));
                cursor = next(page);
            } while (!cursor.isEmpty());
            assertThat(seen).isEqualTo(made.reversed());
        }
    }

    private static String next(Answer page) {
        Tree cursor = page.json().at("cursor");
        return cursor.text().equals("null") ? "" : cursor.text();
    }

    @Test
    void theLastPageHasNoCursor() {
        some();
        assertThat(next(list("limit=7"))).isEmpty();
        assertThat(next(list("limit=6"))).isNotEmpty();
    }

    @Test
    void filtersNameWhatIsWanted() {
        List<String> made = some();
        List<String> inbound = List.of(made.get(6), made.get(3), made.get(0));
        assertThat(ids("direction=inbound")).isEqualTo(inbound);
        assertThat(ids("direction=outbound")).hasSize(4).doesNotContainAnyElementsOf(inbound);
        assertThat(ids("status=queued")).hasSize(4);
        assertThat(ids("status=unread")).isEqualTo(inbound);
        assertThat(ids("sender=ANN%20lee")).isEqualTo(inbound);
        assertThat(ids("sender=buyer@agents")).hasSize(4);
        assertThat(ids("subject_contains=oRDER")).hasSize(4);
        assertThat(ids("subject_contains=offer%203")).containsExactly(made.get(3));
        assertThat(ids("date_after=2027-03-01T09:05:00Z")).containsExactly(made.get(6), made.get(5));
        assertThat(ids("date_before=2027-03-01T09:02:00Z")).containsExactly(made.get(0));
        assertThat(ids("date_after=2027-03-02")).isEmpty();
        assertThat(ids("has_attachments=true")).isEmpty();
        assertThat(ids("has_attachments=false")).hasSize(7);
        assertThat(ids("status=unread&subject_contains=6")).containsExactly(made.get(6));
    }

    @Test
    void theNamesOfStatesThatOlderClientsKnowAreUnderstood() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        String id = gated.send("Hi").text("id");
        for (String name : List.of("pending", "pending_send_approval", "pending_scan")) {
            assertThat(ids(world.get(gated.token(), INBOX + "?status=" + name))).containsExactly(id);
        }
        assertThat(ids(world.get(gated.token(), INBOX + "?status=send_failed"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=nonsense",
                "direction=up",
                "date_after=soon",
                "date_before=2027-13-01",
                "has_attachments=maybe",
                "since_id=latest",
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=ten",
                "limit=1.5"
            })
    void aWrongFilterIsNamed(String query) {
        Answer answer = list(query);
        refused(answer, "invalid_field");
        assertThat(answer.text("field")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void theLimitGoesFromOneToAHundred() {
        some();
        assertThat(ids("limit=1")).hasSize(1);
        assertThat(ids("limit=100")).hasSize(7);
    }

    @Test
    void aCursorOfAnotherListOrADamagedOneIsRefused() {
        some();
        String cursor = next(list("limit=2"));
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        refused(world.get(other.token(), INBOX + "?cursor=" + cursor), "invalid_cursor");
        refused(world.get(mailbox.testToken(), INBOX + "?cursor=" + cursor), "invalid_cursor");
        refused(world.get(mailbox.token(), "/v1/oversight/pending?cursor=" + cursor), "invalid_cursor");
        refused(list("cursor=" + cursor.substring(0, cursor.length() - 2) + "AA"), "invalid_cursor");
        refused(list("cursor=AAAA"), "invalid_cursor");
        refused(list("cursor=***"), "invalid_cursor");
        String guessed = Base64.getUrlEncoder().encodeToString("000000000000MSG".getBytes(StandardCharsets.UTF_8));
        refused(list("cursor=" + guessed), "invalid_cursor");
    }

    @Test
    void whoAsksForWhatCameSinceMissesNothing() {
        List<String> made = some();
        assertThat(ids("since_id=" + made.get(6))).isEmpty();
        assertThat(ids("since_id=" + made.get(4))).containsExactly(made.get(6), made.get(5));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = list("limit=2&since_id=" + made.get(1) + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(ids(page));
            cursor = next(page);
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(made.subList(2, 7).reversed());
        assertThat(ids("direction=inbound&since_id=" + made.get(2))).containsExactly(made.get(6), made.get(3));
    }

    @Test
    void onlyTheAgentsOwnReadingMarksAsRead() {
        String id = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        assertThat(world.get(world.ownerKey(), "/v1/emails/" + id).text("status"))
                .isEqualTo("unread");
        assertThat(ids("status=unread")).containsExactly(id);
        Answer read = mailbox.read(id);
        assertThat(read.text("status")).isEqualTo("read");
        assertThat(read.text("text_body")).isEqualTo(read.text("markdown")).contains("Hello from outside.");
        assertThat(read.text("from_address")).isEqualTo("ann@x.example");
        assertThat(read.text("verdicts", "spf")).isEqualTo("PASS");
        assertThat(read.text("untrusted")).isEqualTo("true");
        assertThat(ids("status=unread")).isEmpty();
        assertThat(ids("status=read")).containsExactly(id);
        assertThat(mailbox.read(id).text("status")).isEqualTo("read");
    }

    @Test
    void testTrafficIsAListOfItsOwn() {
        String live = mailbox.send("Live").text("id");
        String test = mailbox.send(mailbox.testToken(), "Test", Map.of()).text("id");
        assertThat(ids("")).containsExactly(live);
        assertThat(ids(world.get(mailbox.testToken(), INBOX))).containsExactly(test);
        String path = "/v1/mailboxes/" + mailbox.id() + "/emails";
        assertThat(ids(world.get(world.ownerKey(), path))).containsExactly(live);
        assertThat(ids(world.get(world.ownerKey(), path + "?test=true"))).containsExactly(test);
    }

    @Test
    void whatIsNeitherYesNorNoIsRefusedAndNotTakenForLive() {
        for (String parameter : List.of("test", "has_attachments")) {
            Answer refused =
                    world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/emails?" + parameter + "=TRUE");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("error")).isEqualTo(parameter + " is true or false.");
        }
    }

    @Test
    void underGatedAllMailIsHiddenUntilItsReleaseAndAnnouncedThen() {
        TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
        String id = Incoming.arrive(strict, Incoming.plain("Offer"));
        String thread = world.get(world.ownerKey(), "/v1/emails/" + id).text("thread_id");
        world.settle();
        for (String path : List.of("/v1/emails/" + id, "/v1/mailboxes/me/threads/" + thread)) {
            assertThat(world.get(strict.token(), path).status()).as(path).isEqualTo(404);
        }
        assertThat(ids(world.get(strict.token(), INBOX))).isEmpty();
        assertThat(ids(world.get(strict.token(), INBOX + "?status=pending_inbound_approval")))
                .isEmpty();
        assertThat(world.get(strict.token(), "/v1/oversight/pending").body()).doesNotContain(id);
        assertThat(received()).isEmpty();

        assertThat(strict.press(strict.newestLink(), "approve", "").status()).isEqualTo(200);
        world.settle();
        assertThat(ids(world.get(strict.token(), INBOX))).containsExactly(id);
        assertThat(strict.read(id).text("status")).isEqualTo("read");
        assertThat(world.get(strict.token(), "/v1/mailboxes/me/threads/" + thread)
                        .status())
                .isEqualTo(200);
        assertThat(received()).containsExactly(id);
    }

    private List<String> received() {
        return world.pipeline().events().stream()
                .filter(event -> event.type() == EventType.RECEIVED)
                .map(Event::messageId)
                .map(Object::toString)
                .toList();
    }

    @Test
    void mailThatAPersonRejectedIsNeverSeenByTheAgent() {
        TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
        String id = Incoming.arrive(strict, Incoming.plain("Offer"));
        world.settle();
        strict.press(strict.newestLink(), "reject", "Spam");
        world.settle();
        assertThat(strict.read(id).status()).isEqualTo(404);
        assertThat(ids(world.get(strict.token(), INBOX))).isEmpty();
        assertThat(ids(world.get(strict.token(), INBOX + "?status=rejected"))).isEmpty();
        assertThat(world.call(strict.token(), "POST", "/v1/emails/" + id + "/cancel", "")
                        .status())
                .isEqualTo(404);
        assertThat(received()).isEmpty();
        assertThat(world.get(world.ownerKey(), "/v1/emails/" + id).text("status"))
                .isEqualTo("rejected");
    }
}
