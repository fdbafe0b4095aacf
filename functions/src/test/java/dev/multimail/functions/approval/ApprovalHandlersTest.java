package dev.multimail.functions.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.ApprovalLink;
import dev.multimail.approval.PageNonce;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Message;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalHandlersTest {
    private static final String APPROVER = "approver@example.com";
    private static final Map<String, String> FORM = Map.of("content-type", "application/x-www-form-urlencoded");

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
    private final String id = mailbox.send("PO #8821").text("id");

    private String link() {
        world.settle();
        return mailbox.newestLink();
    }

    @Test
    void lookingChangesNothingHoweverOftenAndLeavesARecordEachTime() {
        String link = link();
        Message before = message();
        int records = shown();
        for (int time = 0; time < 10; time++) {
            assertThat(world.get("", link).status()).isEqualTo(200);
            assertThat(head(link)).isEqualTo(200);
            assertThat(world.get("", "/v1/approve/" + id).status()).isEqualTo(200);
        }
        world.settle();
        assertThat(message()).isEqualTo(before);
        assertThat(shown() - records).as("ten looks and ten scans").isEqualTo(20);
        assertThat(world.outbox().notices()).hasSize(1);
        world.faults().heal();
        world.get("", link);
        assertThat(world.faults().calls())
                .as("reads, and one record")
                .containsExactly("batchGetItem", "getItem", "putItem");
    }

    private int head(String link) {
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent()
                .withHttpMethod("HEAD")
                .withPathParameters(Map.of("token", link.substring("/v1/approve/".length())));
        return new ShowApproval(world.services())
                .handleRequest(event, new TestContext())
                .getStatusCode();
    }

    private int shown() {
        return world.get(world.ownerKey(), "/v1/audit-log?limit=100").body().split("show_approval", -1).length - 1;
    }

    @Test
    void everyAnswerKeepsTheLinkFromCachesFramesAndReferers() {
        String link = link();
        for (Answer answer : List.of(
                world.get("", link),
                world.get("", "/v1/approve/" + id),
                world.get("", "/v1/approve/apl_wrong"),
                world.call("", "POST", link, "", FORM),
                mailbox.press(link, "approve", ""),
                mailbox.press(link, "approve", ""))) {
            assertThat(answer.headers())
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("content-type", "text/html; charset=utf-8");
            assertThat(answer.headers().get("content-security-policy"))
                    .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aLinkWithOneBoundFieldChangedDecidesNothing(int field) {
        link();
        ApprovalLink good = fresh(APPROVER, message().contentHash());
        String other = "msg_01JQ4T2Z3E5V7X9ABCDEFGHJKM0123456789";
        ApprovalLink changed = switch (field) {
            case 0 -> with(other, good.contentHash(), APPROVER, good.expiresAt());
            case 1 -> with(id, ContentHash.ofText("test", "other"), APPROVER, good.expiresAt());
            case 2 -> with(id, good.contentHash(), "eve@example.com", good.expiresAt());
            case 3 -> with(id, good.contentHash(), APPROVER, world.clock().instant());
            default -> good;
        };
        Answer answer = decide(path(changed), "approve", "");
        assertThat(answer.status()).isEqualTo(List.of(403, 409, 403, 403, 200).get(field));
        assertThat(message().state().wire()).isEqualTo(field == 4 ? "queued" : "pending");
    }

    @Test
    void everyCharacterOfALinkCounts() {
        String link = link();
        String token = link.substring("/v1/approve/".length());
        for (int place = 0; place < token.length(); place++) {
            char other = token.charAt(place) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, place) + other + token.substring(place + 1);
            assertThat(world.get("", "/v1/approve/" + changed).status())
                    .as("place " + place)
                    .isEqualTo(403);
        }
        assertThat(message().state().wire()).isEqualTo("pending");
    }

    @Test
    void theFormMustComeFromThisPageAndThisDay() {
        String link = link();
        assertThat(mailbox.post(link, "", "approve", "").status()).isEqualTo(403);
        assertThat(mailbox.post(link, "nonsense", "approve", "").status()).isEqualTo(403);
        String foreign = PageNonce.of("apl_other", world.clock().instant(), keys());
        assertThat(mailbox.post(link, foreign, "approve", "").status()).isEqualTo(403);
        String nonce = nonce(link);
        world.clock().advance(Duration.ofHours(24));
        assertThat(mailbox.post(link, nonce, "approve", "").status()).isEqualTo(403);
        assertThat(message().state().wire()).isEqualTo("pending");
        assertThat(mailbox.post(link, nonce(link), "approve", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 200", "none, 200"})
    void aPostFromAnotherSiteIsRefused(String site, int status) {
        String link = link();
        String body = "action=approve&nonce=" + URLEncoder.encode(nonce(link), StandardCharsets.UTF_8);
        Answer answer = world.call("", "POST", link, body, Map.of("Sec-Fetch-Site", site));
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "mail_link"})
    void onlyTheTwoButtonsDecide(String action) {
        assertThat(decide(link(), action, "").status()).isEqualTo(400);
        assertThat(message().state().wire()).isEqualTo("pending");
    }

    @Test
    void aUsedLinkShowsWhoDecidedAndTheSameDecisionAgainIsFine() {
        String link = link();
        assertThat(decide(link, "reject", "Wrong vendor").status()).isEqualTo(200);
        assertThat(world.get("", link).pageText()).contains("by you", "Wrong vendor");
        assertThat(decide(link, "reject", "").status()).isEqualTo(200);
        Answer other = decide(link, "approve", "");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.pageText()).contains("by you");
        assertThat(message().state().wire()).isEqualTo("rejected");
    }

    @Test
    void theSecondApproverSeesTheFirstOnesDecision() {
        configure(List.of(APPROVER, "second@example.com"));
        world.settle();
        String first = path(fresh(APPROVER, message().contentHash()));
        String second = path(fresh("second@example.com", message().contentHash()));
        assertThat(decide(first, "approve", "").status()).isEqualTo(200);
        Answer late = decide(second, "reject", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.pageText()).contains(APPROVER).doesNotContain("by you");
        assertThat(world.get("", second).pageText()).contains(APPROVER);
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
    }

    @Test
    void whoIsNoApproverAnyMoreDecidesNothing() {
        String link = link();
        configure(List.of("second@example.com"));
        assertThat(world.get("", link).status()).isEqualTo(403);
        assertThat(decide(link, "approve", "").status()).isEqualTo(403);
        assertThat(message().state().wire()).isEqualTo("pending");
    }

    @Test
    void whoComesAfterTheExpirySeesThatAndDecidesNothing() {
        String link = link();
        world.clock().advance(Duration.ofDays(3));
        assertThat(world.get("", link).pageText()).containsIgnoringCase("expired");
        Answer late = decide(link, "approve", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.pageText()).containsIgnoringCase("expired");
        assertThat(message().state().wire()).isEqualTo("expired");
    }

    @Test
    void aVisitorWithoutALinkHasOneMailedAtMostOnceAMinuteAndTenTimesInAll() {
        link();
        assertThat(world.get("", "/v1/approve/" + id).pageText()).doesNotContain("PO #8821", APPROVER);
        ask();
        assertThat(world.outbox().notices()).as("within the minute").hasSize(1);
        for (int round = 2; round <= 12; round++) {
            world.clock().advance(Duration.ofMinutes(1));
            ask();
            ask();
            assertThat(world.outbox().notices()).hasSize(Math.min(round, 10));
        }
        assertThat(decide(mailbox.newestLink(), "approve", "").status()).isEqualTo(200);
        world.clock().advance(Duration.ofMinutes(1));
        ask();
        assertThat(world.outbox().notices()).hasSize(10);
    }

    @Test
    void askingForALinkToNothingTellsNothing() {
        String unknown = "/v1/approve/msg_01JQ4T2Z3E5V7X9ABCDEFGHJKM0123456789";
        assertThat(world.call("", "POST", unknown, "", FORM).body())
                .isEqualTo(world.call("", "POST", "/v1/approve/" + id, "", FORM).body());
    }

    @Test
    void whoHasLinksMailedAgainIsInTheAuditLog() {
        link();
        world.clock().advance(Duration.ofMinutes(2));
        ask();
        ask();
        String log = world.get(world.ownerKey(), "/v1/audit-log?limit=100").body();
        assertThat(log.split("ask_for_links", -1))
                .as("the second asks too soon")
                .hasSize(2);
    }

    private void ask() {
        assertThat(world.call("", "POST", "/v1/approve/" + id, "action=mail_link", FORM)
                        .status())
                .isEqualTo(200);
        world.settle();
    }

    @Test
    void aReasonHasFiveHundredCharactersAsThePersonCountsThem() {
        String link = link();
        assertThat(decide(link, "reject", "x".repeat(501)).status()).isEqualTo(400);
        assertThat(message().state().wire()).isEqualTo("pending");
        String lines = "x".repeat(249) + "\r\n" + "y".repeat(250);
        assertThat(decide(link, "reject", lines).status()).isEqualTo(200);
        assertThat(mailbox.read(id).text("reason")).isEqualTo(lines.replace("\r\n", "\n"));
    }

    @Test
    void anOldLinkToHeldMailNoLongerDecides() {
        TestMailbox closed = world.mailbox("closed@agents.example.com", "gated_all");
        String held = closed.send("Hello").text("id");
        Message message =
                world.services().store().messages().get(MessageId.of(held)).orElseThrow();
        String path = path(with(
                held, message.contentHash(), APPROVER, world.clock().instant().plusSeconds(60)));
        assertThat(world.get("", path).status()).isEqualTo(200);
        world.clock().advance(Duration.ofSeconds(60));
        assertThat(world.get("", path).status()).isEqualTo(403);
        assertThat(decide(path, "approve", "").status()).isEqualTo(403);
    }

    private Message message() {
        return world.services().store().messages().get(MessageId.of(id)).orElseThrow();
    }

    private ApprovalLink fresh(String approver, String contentHash) {
        return with(id, contentHash, approver, World.START.plus(Duration.ofDays(3)));
    }

    private static ApprovalLink with(String message, String contentHash, String approver, Instant expiresAt) {
        return new ApprovalLink(message, contentHash, approver, expiresAt, "0123456789abcdef");
    }

    private String path(ApprovalLink link) {
        return "/v1/approve/" + ApprovalLink.sign(link, keys());
    }

    private ApprovalLink.Keys keys() {
        return world.services().settings().linkKeys();
    }

    private String nonce(String link) {
        return PageNonce.of(
                link.substring("/v1/approve/".length()), world.clock().instant(), keys());
    }

    private Answer decide(String link, String action, String reason) {
        return mailbox.post(link, nonce(link), action, reason);
    }

    private void configure(List<String> approvers) {
        assertThat(world.call(
                                world.ownerKey(),
                                "PATCH",
                                "/v1/mailboxes/" + mailbox.id(),
                                Map.of("approver_emails", approvers))
                        .status())
                .isEqualTo(200);
    }
}
