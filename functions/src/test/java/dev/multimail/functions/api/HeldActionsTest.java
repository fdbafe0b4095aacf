package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags and contacts: done at once where the mode is free, and only once a person approves under gated_all. */
class HeldActionsTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");

    private static Answer tag(TestMailbox of, String id, Map<String, ?> tags) {
        return of.world().call(of.token(), "PUT", "/v1/emails/" + id + "/tags", Map.of("tags", tags));
    }

    private static Answer tags(TestMailbox of, String id) {
        return of.world().get(of.token(), "/v1/mailboxes/me/emails/" + id + "/tags");
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    private static Map<String, String> many(int count) {
        Map<String, String> tags = new HashMap<>();
        IntStream.range(0, count).forEach(n -> tags.put("k" + n, "v"));
        return tags;
    }

    @Test
    void tagsMergeAndOneIsDeletedAtATime() {
        String id = mailbox.send("Hi").text("id");
        assertThat(tag(mailbox, id, Map.of("a", "1", "b", "2")).text("tags", "a"))
                .isEqualTo("1");
        Answer merged = tag(mailbox, id, Map.of("b", "3", "c", "4"));
        assertThat(merged.json().at("tags", "a").text()).isEqualTo("1");
        assertThat(tags(mailbox, id).text("tags", "b")).isEqualTo("3");
        assertThat(mailbox.read(id).text("tags", "c")).isEqualTo("4");
        for (int twice = 0; twice < 2; twice++) {
            Answer deleted = world.call(mailbox.token(), "DELETE", "/v1/emails/" + id + "/tags/b", "");
            assertThat(deleted.text("deleted")).isEqualTo("true");
        }
        assertThat(tags(mailbox, id).text("tags", "b")).isEmpty();
        assertThat(tags(mailbox, id).text("tags", "c")).isEqualTo("4");
    }

    @Test
    void tagsHaveLimits() {
        String id = mailbox.send("Hi").text("id");
        refused(tag(mailbox, id, Map.of()), 400, "missing_field");
        refused(tag(mailbox, id, Map.of(" ", "v")), 400, "invalid_field");
        refused(tag(mailbox, id, Map.of("k".repeat(65), "v")), 400, "invalid_field");
        refused(tag(mailbox, id, Map.of("k", "v".repeat(257))), 400, "invalid_field");
        refused(tag(mailbox, id, many(51)), 400, "invalid_field");
        assertThat(tag(mailbox, id, Map.of("k".repeat(64), "v".repeat(256))).status())
                .isEqualTo(200);
        assertThat(tag(mailbox, id, many(49)).status()).isEqualTo(200);
        refused(tag(mailbox, id, Map.of("one-more", "v")), 400, "invalid_field");
        assertThat(tag(mailbox, id, Map.of("k0", "changed")).status()).isEqualTo(200);
    }

    @Test
    void taggingALeavingMessageDoesNotStopIt() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        String id = free.send("Hi").text("id");
        tag(free, id, Map.of("a", "1"));
        world.settle();
        assertThat(free.status(id)).isEqualTo("sent");
        assertThat(tags(free, id).text("tags", "a")).isEqualTo("1");
    }

    @Test
    void underGatedAllATagWaitsAndTakesEffectOnceApproved() {
        String id = strict.send("Hi").text("id");
        Answer held = tag(strict, id, Map.of("a", "1"));
        assertThat(held.status()).isEqualTo(202);
        assertThat(held.text("status")).isEqualTo("pending");
        assertThat(held.text("approval_url")).endsWith(held.text("id"));
        assertThat(tags(strict, id).text("tags", "a")).isEmpty();
        world.settle();
        strict.press(strict.newestLink(), "approve", "");
        assertThat(tags(strict, id).text("tags", "a")).isEqualTo("1");
        assertThat(strict.status(held.text("id"))).isEqualTo("applied");

        world.call(strict.token(), "DELETE", "/v1/emails/" + id + "/tags/a", "");
        world.settle();
        assertThat(tags(strict, id).text("tags", "a")).isEqualTo("1");
        strict.press(strict.newestLink(), "approve", "");
        assertThat(tags(strict, id).text("tags", "a")).isEmpty();
    }

    @Test
    void aRejectedOrCancelledActionChangesNothing() {
        String id = strict.send("Hi").text("id");
        String rejected = tag(strict, id, Map.of("a", "1")).text("id");
        world.settle();
        strict.press(strict.newestLink(), "reject", "No");
        assertThat(strict.status(rejected)).isEqualTo("rejected");
        String cancelled = tag(strict, id, Map.of("b", "1")).text("id");
        assertThat(world.call(strict.token(), "POST", "/v1/emails/" + cancelled + "/cancel", "")
                        .status())
                .isEqualTo(200);
        assertThat(tags(strict, id).body()).isEqualTo("{\"tags\":{}}");
    }

    @Test
    void heldTagsNeverGoBeyondTheLimitTogether() {
        String id = strict.send("Hi").text("id");
        String first = tag(strict, id, many(30)).text("id");
        Map<String, String> others = new HashMap<>();
        IntStream.range(0, 30).forEach(n -> others.put("other" + n, "v"));
        String second = tag(strict, id, others).text("id");
        assertThat(decide(first).status()).isEqualTo(200);
        refused(decide(second), 400, "invalid_field");
        refused(tag(strict, id, others), 400, "invalid_field");
    }

    private Answer decide(String id) {
        return world.call(
                world.ownerKey(), "POST", "/v1/oversight/decide", Map.of("email_id", id, "action", "approve"));
    }

    private static Answer add(TestMailbox to, Map<String, ?> contact) {
        return to.world().call(to.token(), "POST", "/v1/contacts", contact);
    }

    private static List<String> contacts(TestMailbox of, String query) {
        return of.world().get(of.token(), "/v1/contacts" + query).json().at("contacts").list().stream()
                .map(contact -> contact.at("email").text())
                .toList();
    }

    @Test
    void contactsAreAddedFoundAndDeleted() {
        Answer ann = add(mailbox, Map.of("name", "Ann Lee", "email", "ann@x.example", "tags", List.of("vendor")));
        assertThat(ann.status()).isEqualTo(201);
        assertThat(ann.text("name")).isEqualTo("Ann Lee");
        assertThat(ann.json().at("tags").first().text()).isEqualTo("vendor");
        assertThat(add(mailbox, Map.of("email", "bob@y.example")).text("name")).isEqualTo("bob@y.example");
        assertThat(contacts(mailbox, "")).containsExactly("bob@y.example", "ann@x.example");
        assertThat(contacts(mailbox, "?q=LEE")).containsExactly("ann@x.example");
        assertThat(contacts(mailbox, "?query=y.example")).containsExactly("bob@y.example");
        String path = "/v1/contacts/" + ann.text("id");
        assertThat(world.call(mailbox.token(), "DELETE", path, "").text("deleted"))
                .isEqualTo("true");
        refused(world.call(mailbox.token(), "DELETE", path, ""), 404, "not_found");
        assertThat(contacts(mailbox, "")).containsExactly("bob@y.example");
        assertThat(contacts(strict, "")).isEmpty();
    }

    @Test
    void aContactThatDoesNotFitIsRefused() {
        refused(add(mailbox, Map.of("name", "Ann")), 400, "missing_field");
        refused(add(mailbox, Map.of("email", "nobody")), 400, "invalid_recipient");
        refused(add(mailbox, Map.of("email", "a@x.example", "name", "n".repeat(201))), 400, "invalid_field");
        refused(add(mailbox, Map.of("email", "a@x.example", "name", "a\nb")), 400, "invalid_field");
        refused(add(mailbox, Map.of("email", "a@x.example", "tags", List.of(" "))), 400, "invalid_field");
        refused(
                add(mailbox, Map.of("email", "a@x.example", "tags", List.copyOf(many(21).keySet()))),
                400,
                "invalid_field");
        assertThat(add(mailbox, Map.of("email", "a@x.example", "name", "n".repeat(200)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void underGatedAllContactsWaitForAPerson() {
        Answer held = add(strict, Map.of("email", "ann@x.example", "tags", List.of("a", "b")));
        assertThat(held.status()).isEqualTo(202);
        assertThat(contacts(strict, "")).isEmpty();
        assertThat(decide(held.text("id")).text("message_status")).isEqualTo("applied");
        Tree ann =
                world.get(strict.token(), "/v1/contacts").json().at("contacts").first();
        assertThat(ann.at("tags").list()).extracting(Tree::text).containsExactly("a", "b");

        Answer deletion = world.call(
                strict.token(), "DELETE", "/v1/contacts/" + ann.at("id").text(), "");
        assertThat(deletion.status()).isEqualTo(202);
        assertThat(contacts(strict, "")).containsExactly("ann@x.example");
        decide(deletion.text("id"));
        assertThat(contacts(strict, "")).isEmpty();
    }

    @Test
    void anOwnerActsWithoutWaitingAndNamesTheMailbox() {
        Answer added = world.call(
                world.ownerKey(), "POST", "/v1/contacts?mailbox=" + strict.id(), Map.of("email", "ann@x.example"));
        assertThat(added.status()).isEqualTo(201);
        assertThat(contacts(strict, "")).containsExactly("ann@x.example");
        refused(world.get(world.ownerKey(), "/v1/contacts"), 400, "missing_field");
    }

    @Test
    void readOnlyMailboxesMayKeepTheirOwnOrder() {
        TestMailbox reader = world.mailbox("reader@agents.example.com", "read_only");
        String id = Incoming.arrive(reader, Incoming.plain("Offer"));
        assertThat(tag(reader, id, Map.of("a", "1")).status()).isEqualTo(200);
        assertThat(add(reader, Map.of("email", "ann@x.example")).status()).isEqualTo(201);
    }
}
