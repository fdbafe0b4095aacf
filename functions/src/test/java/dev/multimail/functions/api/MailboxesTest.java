package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mailboxes as their owner makes and changes them. */
class MailboxesTest {
    private final World world = new World();

    private Answer create(Map<String, ?> body) {
        return world.call(world.ownerKey(), "POST", "/v1/mailboxes", body);
    }

    private Answer createWith(String field, Object value) {
        Map<String, Object> body = new HashMap<>(Map.of("address", "new@agents.example.com"));
        body.put(field, value);
        return create(body);
    }

    private Answer configure(TestMailbox mailbox, Map<String, ?> change) {
        return world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), change);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    private static List<String> texts(Answer answer, String field) {
        return answer.json().at(field).list().stream().map(Tree::text).toList();
    }

    @Test
    void aNewMailboxIsGatedAndItsApproverIsTheOwner() {
        Answer made = create(Map.of("address", "buyer@agents.example.com"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("id")).startsWith("mbx_");
        assertThat(made.text("oversight_mode")).isEqualTo("gated_send");
        assertThat(texts(made, "approver_emails")).containsExactly("owner@example.com");
        assertThat(made.text("pending_ttl_seconds")).isEqualTo("259200");
        assertThat(made.text("is_active")).isEqualTo("1");
        assertThat(made.text("token")).startsWith("mm_live_");
        assertThat(made.text("test_token")).startsWith("mm_test_");
    }

    @ParameterizedTest
    @CsvSource({
        "address,buyer@agents.example.com,buyer@agents.example.com",
        "address_local,buyer,buyer@agents.example.com",
        "address_local_part,buyer,buyer@agents.example.com",
        "address,Buyer@AGENTS.example.com,Buyer@agents.example.com"
    })
    void theAddressIsGivenWholeOrAsItsLocalPart(String field, String given, String address) {
        assertThat(create(Map.of(field, given)).text("address")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no one", "a@b@c.example", "@agents.example.com", "a\r\nb@agents.example.com"})
    void anAddressMustBeOne(String address) {
        refused(create(Map.of("address", address)), 400, "invalid_recipient");
        refused(create(Map.of("address_local", address)), 400, "invalid_recipient");
    }

    @Test
    void anAddressIsNeededAndBelongsToOneMailboxForEver() {
        refused(create(Map.of()), 400, "missing_field");
        world.mailbox("buyer@agents.example.com", "gated_send");
        refused(create(Map.of("address", "buyer@agents.example.com")), 409, "address_in_use");
        refused(create(Map.of("address", "BUYER@Agents.Example.com")), 409, "address_in_use");
        assertThat(world.get(world.ownerKey(), "/v1/mailboxes")
                        .json()
                        .at("mailboxes")
                        .list())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gated", "GATED_SEND", "admin"})
    void aModeMustBeOneOfTheFive(String mode) {
        refused(createWith("oversight_mode", mode), 400, "invalid_field");
    }

    @ParameterizedTest
    @CsvSource({"59,400", "60,201", "2592000,201", "2592001,400", "-1,400"})
    void theTimeToDecideHasBounds(long seconds, int status) {
        assertThat(createWith("pending_ttl_seconds", seconds).status()).isEqualTo(status);
    }

    @Test
    void aDisplayNameIsShortAndSafeInAHeader() {
        refused(createWith("display_name", "n".repeat(101)), 400, "invalid_field");
        refused(createWith("display_name", "Agent\r\nBcc: x@example.org"), 400, "header_injection");
        assertThat(createWith("display_name", "n".repeat(100)).status()).isEqualTo(201);
    }

    @Test
    void noMailboxOfAnAgentIsAnApprover() {
        world.mailbox("other@agents.example.com", "autonomous");
        for (String agent : List.of("other@agents.example.com", "OTHER@agents.example.com", "new@agents.example.com")) {
            refused(createWith("approver_emails", List.of(agent)), 400, "invalid_field");
        }
        world.domains().publish("example.com");
        world.call(world.ownerKey(), "POST", "/v1/domains", Map.of("domain", "example.com"));
        world.call(world.ownerKey(), "POST", "/v1/domains/example.com/verify", "");
        refused(create(Map.of("address", "Owner@example.com")), 400, "invalid_field");
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        refused(configure(mailbox, Map.of("approver_emails", List.of(mailbox.address()))), 400, "invalid_field");
    }

    @Test
    void anApproverWhoseAddressBecameAnAgentsMailboxGetsNoLinks() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        configure(mailbox, Map.of("approver_emails", List.of("lead@agents.example.com", "boss@example.com")));
        world.mailbox("lead@agents.example.com", "autonomous");
        mailbox.send("Who approves this?");
        world.settle();
        assertThat(world.outbox().notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.rcptTo()).hasToString("[boss@example.com]"));
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?limit=100").body())
                .contains("\"approvers\":\"1\"");
    }

    @Test
    void approversAreFromOneToTwentyPeople() {
        List<String> people =
                IntStream.range(0, 21).mapToObj(n -> "p" + n + "@example.com").toList();
        refused(createWith("approver_emails", people), 400, "invalid_field");
        refused(createWith("approver_emails", Arrays.asList("p@example.com", null)), 400, "invalid_field");
        refused(createWith("approver_emails", List.of("nobody")), 400, "invalid_recipient");
        assertThat(createWith("approver_emails", people.subList(0, 20)).status())
                .isEqualTo(201);
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        refused(configure(mailbox, Map.of("approver_emails", List.of())), 400, "invalid_field");
        Answer twice = configure(mailbox, Map.of("approver_emails", List.of("a@example.com", "A@Example.com")));
        assertThat(texts(twice, "approver_emails")).containsExactly("a@example.com");
    }

    @Test
    void eachFieldChangesAloneAndTheOthersStay() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        configure(mailbox, Map.of("display_name", "Buyer"));
        configure(mailbox, Map.of("oversight_mode", "monitored"));
        configure(mailbox, Map.of("approver_emails", "boss@example.com"));
        Answer last = configure(mailbox, Map.of("pending_ttl_seconds", 3600));
        assertThat(last.text("status")).isEqualTo("updated");
        Answer now = world.get(mailbox.token(), "/v1/mailboxes/me");
        assertThat(now.text("display_name")).isEqualTo("Buyer");
        assertThat(now.text("oversight_mode")).isEqualTo("monitored");
        assertThat(texts(now, "approver_emails")).containsExactly("boss@example.com");
        assertThat(now.text("pending_ttl_seconds")).isEqualTo("3600");
        assertThat(configure(mailbox, Map.of("display_name", "")).text("display_name"))
                .isEmpty();
        assertThat(configure(mailbox, Map.of()).text("oversight_mode")).isEqualTo("monitored");
    }

    @Test
    void aChangeThatDoesNotFitChangesNothing() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        refused(
                configure(mailbox, Map.of("oversight_mode", "autonomous", "pending_ttl_seconds", 1)),
                400,
                "invalid_field");
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me").text("oversight_mode"))
                .isEqualTo("gated_send");
    }

    @Test
    void anAgentReadsItsMailboxAndChangesNothing() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        for (String verb : List.of("PATCH", "POST")) {
            String path = verb.equals("PATCH") ? "/v1/mailboxes/me" : "/v1/mailboxes";
            Map<String, String> body = Map.of("oversight_mode", "autonomous", "address", "x@agents.example.com");
            refused(world.call(mailbox.token(), verb, path, body), 403, "insufficient_scope");
        }
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me").text("oversight_mode"))
                .isEqualTo("gated_send");
    }

    @Test
    void anAgentListsItsOneMailboxAndAnOwnerAll() {
        TestMailbox first = world.mailbox("first@agents.example.com", "gated_send");
        world.mailbox("second@agents.example.com", "gated_send");
        assertThat(addresses(first.token())).containsExactly("first@agents.example.com");
        assertThat(addresses(world.ownerKey()))
                .containsExactlyInAnyOrder("first@agents.example.com", "second@agents.example.com");
        for (String name : List.of(first.id(), first.address())) {
            assertThat(world.get(world.ownerKey(), "/v1/mailboxes/" + name).text("id"))
                    .isEqualTo(first.id());
        }
    }

    private List<String> addresses(String token) {
        return world.get(token, "/v1/mailboxes").json().at("mailboxes").list().stream()
                .map(mailbox -> mailbox.at("address").text())
                .toList();
    }

    @Test
    void aTightenedModeHoldsWhatIsQueuedAndAsksTheApprovers() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hi").text("id");
        configure(mailbox, Map.of("oversight_mode", "gated_send"));
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("pending");
        assertThat(world.outbox().agentMail()).isEmpty();
        assertThat(world.outbox().notices()).hasSize(1);
        mailbox.press(mailbox.newestLink(), "approve", "");
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("sent");
    }

    @Test
    void aLoosenedModeNeverReleasesWhatIsPending() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hi").text("id");
        configure(mailbox, Map.of("oversight_mode", "autonomous"));
        world.settle();
        world.pipeline().sweep();
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("pending");
        assertThat(mailbox.send("Next").text("status")).isEqualTo("queued");
    }

    @Test
    void theLinkOfAnApproverWhoWasRemovedIsRefused() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hi").text("id");
        world.settle();
        String link = mailbox.newestLink();
        configure(mailbox, Map.of("approver_emails", List.of("somebody.else@example.com")));
        assertThat(world.get("", link).status()).isEqualTo(403);
        assertThat(mailbox.press(link, "approve", "").status()).isEqualTo(403);
        assertThat(mailbox.status(id)).isEqualTo("pending");
    }
}
