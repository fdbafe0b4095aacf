package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Suppression;
import dev.multimail.message.Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be sent, in which words, and up to which size. */
class SendEmailTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer send(Map<String, ?> body) {
        return world.call(mailbox.token(), "POST", "/v1/mailboxes/me/send", body);
    }

    /** A whole message with one field changed; null leaves the field out. */
    private Answer sendWith(String field, @Nullable Object value) {
        Map<String, Object> body = new HashMap<>(Map.of("to", "v@example.org", "subject", "Hi", "markdown", "Hello"));
        if (value == null) {
            body.remove(field);
        } else {
            body.put(field, value);
        }
        return send(body);
    }

    private ParsedMail left() {
        world.settle();
        return MimeParser.parse(world.outbox().agentMail().getLast().raw());
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
        assertThat(answer.text("hint")).isNotBlank();
        assertThat(answer.text("request_id")).isEqualTo("req_test");
    }

    private static List<String> people(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(n -> prefix + n + "@example.org")
                .toList();
    }

    private static Map<String, Object> file(String name, int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 7);
        return Map.of(
                "name",
                name,
                "content_type",
                "application/pdf",
                "content_base64",
                Base64.getEncoder().encodeToString(content));
    }

    @Test
    void theAnswerNamesTheMessageInBothGenerationsOfClients() {
        Answer answer = mailbox.send("Hi");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("id")).startsWith("msg_").isEqualTo(answer.text("message_id"));
        assertThat(answer.text("thread_id")).startsWith("thr_");
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(answer.text("test")).isEqualTo("false");
        assertThat(answer.text("message")).isNotBlank();
        assertThat(answer.headers()).containsEntry("cache-control", "no-store").containsKey("x-request-id");
    }

    @Test
    void aHeldMessageSaysWhenItExpiresAndWhereItIsDecidedButHandsOutNoLink() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        Answer answer = gated.send("Hi");
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(answer.text("expires_at")).isEqualTo("2027-03-04T09:00:00Z");
        assertThat(answer.text("approval_url")).endsWith(answer.text("id"));
        assertThat(answer.body()).doesNotContain("apl_");
    }

    @Test
    void everyKindOfRecipientGetsTheMessageAndBccStaysHidden() {
        assertThat(send(Map.of(
                                "to", List.of("Vendor Ltd <v@example.org>", "\"Doe, Jane\" <jane@example.org>"),
                                "cc", "c@example.org",
                                "bcc", List.of("b@example.org"),
                                "subject", "Grüße",
                                "text", "Plain"))
                        .status())
                .isEqualTo(202);
        ParsedMail mail = left();
        assertThat(world.outbox().agentMail().getLast().rcptTo())
                .extracting(Address::toString)
                .containsExactlyInAnyOrder("v@example.org", "jane@example.org", "c@example.org", "b@example.org");
        assertThat(mail.to()).extracting("name").containsExactly("Vendor Ltd", "Doe, Jane");
        assertThat(mail.subject()).isEqualTo("Grüße");
        assertThat(new String(world.outbox().agentMail().getLast().raw().toByteArray(), StandardCharsets.UTF_8))
                .doesNotContain("b@example.org")
                .contains("X-AI-Generated: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "body", "text", "html"})
    void theBodyMayBeGivenUnderEachOfItsNames(String name) {
        Map<String, Object> body = new HashMap<>(Map.of("to", "v@example.org", "subject", "Hi"));
        body.put(name, name.equals("html") ? "<p>The words</p>" : "The words");
        assertThat(send(body).status()).isEqualTo(202);
        assertThat(left().text()).contains("The words");
    }

    @Test
    void theBodyIsGivenOnce() {
        refused(sendWith("body", "again"), 400, "invalid_field");
        refused(sendWith("text", "again"), 400, "invalid_field");
        refused(sendWith("html", "<p>again</p>"), 400, "invalid_field");
    }

    @Test
    void metadataIsKeptAndNeverSent() {
        String id = sendWith("metadata", Map.of("order", "canary-8821")).text("id");
        assertThat(mailbox.read(id).text("metadata", "order")).isEqualTo("canary-8821");
        world.settle();
        assertThat(new String(world.outbox().agentMail().getLast().raw().toByteArray(), StandardCharsets.UTF_8))
                .doesNotContain("canary-8821");
    }

    @Test
    void theMailboxIsNamedByIdByAddressOrAsMe() {
        for (String name : List.of(mailbox.id(), mailbox.address(), "BUYER@agents.example.com", "me")) {
            Answer answer = world.call(
                    mailbox.token(),
                    "POST",
                    "/v1/mailboxes/" + name + "/send",
                    Map.of("to", "v@example.org", "subject", "Hi", "body", "Hello"));
            assertThat(answer.status()).as(name).isEqualTo(202);
        }
    }

    @Test
    void fiftyRecipientsOfAllKindsFitAndFiftyOneDoNot() {
        Map<String, Object> body = new HashMap<>(Map.of("subject", "Hi", "markdown", "Hello"));
        body.putAll(Map.of("to", people(20, "t"), "cc", people(20, "c"), "bcc", people(10, "b")));
        assertThat(send(body).status()).isEqualTo(202);
        body.put("bcc", people(11, "b"));
        refused(send(body), 400, "too_many_recipients");
    }

    @Test
    void aSubjectFitsUpToItsLimit() {
        assertThat(sendWith("subject", "s".repeat(998)).status()).isEqualTo(202);
        assertThat(left().subject()).hasSize(998);
        refused(sendWith("subject", "s".repeat(999)), 400, "subject_too_long");
    }

    @Test
    void aBodyFitsUpToItsLimit() {
        assertThat(sendWith("markdown", "m".repeat(262_144)).status()).isEqualTo(202);
        refused(sendWith("markdown", "m".repeat(262_145)), 400, "body_too_large");
    }

    @Test
    void attachmentsFitUpToTheirLimitTogether() {
        int half = 2 * 1024 * 1024;
        assertThat(sendWith("attachments", List.of(file("a.pdf", half), file("b.pdf", half)))
                        .status())
                .isEqualTo(202);
        assertThat(left().attachments()).extracting("size").containsExactly(half, half);
        refused(
                sendWith("attachments", List.of(file("a.pdf", half), file("b.pdf", half + 1))),
                400,
                "attachment_too_large");
    }

    @Test
    void twentyAttachmentsFitAndTwentyOneDoNot() {
        assertThat(sendWith("attachments", Collections.nCopies(20, file("a.pdf", 1)))
                        .status())
                .isEqualTo(202);
        refused(sendWith("attachments", Collections.nCopies(21, file("a.pdf", 1))), 400, "invalid_field");
    }

    @Test
    void anAttachmentMustBeWhole() {
        refused(sendWith("attachments", List.of(Map.of("name", "a.pdf"))), 400, "invalid_attachment");
        refused(sendWith("attachments", List.of(Map.of("content_base64", "AAAA"))), 400, "invalid_attachment");
        refused(
                sendWith("attachments", List.of(Map.of("name", "a.pdf", "content_base64", "AAAA!"))),
                400,
                "invalid_attachment");
        refused(
                sendWith("attachments", List.of(Map.of("name", "n".repeat(256), "content_base64", "AAAA"))),
                400,
                "invalid_attachment");
        refused(
                sendWith(
                        "attachments",
                        List.of(Map.of("name", "a", "content_base64", "AAAA", "content_type", "no type"))),
                400,
                "invalid_attachment");
    }

    @Test
    void anEncoderMayWrapItsLinesAndUseTheUrlAlphabet() {
        assertThat(sendWith("attachments", List.of(Map.of("filename", "a.bin", "content_base64", "-_\r\n-_\n")))
                        .status())
                .isEqualTo(202);
        assertThat(left().attachments().getFirst().size()).isEqualTo(3);
    }

    @Test
    void metadataFitsUpToItsLimits() {
        Map<String, String> twenty = new HashMap<>();
        IntStream.range(0, 20).forEach(n -> twenty.put("k" + n, "v".repeat(200)));
        assertThat(sendWith("metadata", twenty).status()).isEqualTo(202);
        twenty.put("k20", "v");
        refused(sendWith("metadata", twenty), 400, "invalid_field");
        refused(sendWith("metadata", Map.of("k", "v".repeat(201))), 400, "invalid_field");
        refused(sendWith("metadata", Map.of("k".repeat(201), "v")), 400, "invalid_field");
        refused(sendWith("metadata", Map.of(" ", "v")), 400, "invalid_field");
    }

    @Test
    void nothingThatEndsALineGetsIntoAHeader() {
        for (String end : List.of("\r\n", "\r", "\n", "\u0000", "\u0085", "\u2028")) {
            String evil = "x" + end + "Bcc: thief@example.org";
            refused(sendWith("subject", evil), 400, "header_injection");
            refused(sendWith("to", evil + " <v@example.org>"), 400, "header_injection");
            refused(sendWith("cc", List.of(evil + " <v@example.org>")), 400, "header_injection");
            refused(sendWith("bcc", List.of("v@example.org" + end)), 400, "header_injection");
            Map<String, String> file = Map.of("name", evil, "content_base64", "AAAA");
            refused(sendWith("attachments", List.of(file)), 400, "header_injection");
            Map<String, String> typed = Map.of("name", "a", "content_base64", "AAAA", "content_type", "a/b;" + evil);
            refused(sendWith("attachments", List.of(typed)), 400, "header_injection");
        }
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "@example.org",
                "a@",
                "a@b@example.org",
                "a b@example.org",
                "a@localhost",
                "v@example.org, w@example.org",
                "Name <v@example.org> tail",
                "<>"
            })
    void whatIsNoAddressIsRefused(String recipient) {
        refused(sendWith("to", recipient), 400, "invalid_recipient");
    }

    @Test
    void whatIsMissingIsNamed() {
        for (String field : List.of("to", "subject")) {
            Answer answer = sendWith(field, null);
            refused(answer, 400, "missing_field");
            assertThat(answer.text("field")).isEqualTo(field);
        }
        refused(sendWith("markdown", null), 400, "missing_field");
        refused(sendWith("markdown", "   "), 400, "missing_field");
        refused(sendWith("subject", " "), 400, "missing_field");
        refused(sendWith("to", List.of()), 400, "missing_field");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"to\": 5}`|to[0]",
                "`{\"subject\": []}`|subject",
                "`{\"subject\": {}}`|subject",
                "`{\"markdown\": true}`|markdown",
                "`{\"attachments\": \"a\"}`|attachments[0]",
                "`{\"attachments\": [{\"name\": 5}]}`|attachments[0].name",
                "`{\"metadata\": [1]}`|metadata",
                "`{\"idempotency_key\": 5}`|idempotency_key"
            })
    void aFieldOfTheWrongTypeIsNamed(String body, String field) {
        Answer answer = world.call(mailbox.token(), "POST", "/v1/mailboxes/me/send", body);
        refused(answer, 400, "invalid_field");
        assertThat(answer.text("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "5",
                "null",
                "\"text\"",
                "{\"to\": [\"a@x.org\"",
                "{\"subject\": \"a}",
                "{} {}",
                "{\"subject\": \"a\", \"subject\": \"b\"}"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        refused(world.call(mailbox.token(), "POST", "/v1/mailboxes/me/send", body), 400, "invalid_json");
    }

    @Test
    void anEmptyBodyWithAJsonContentTypeReadsAsAnEmptyObject() {
        Answer answer = world.call(
                mailbox.token(), "POST", "/v1/mailboxes/me/send", "", Map.of("content-type", "application/json"));
        refused(answer, 400, "missing_field");
        String id = mailbox.send("Hi").text("id");
        Answer cancelled = world.call(
                mailbox.token(),
                "POST",
                "/v1/emails/" + id + "/cancel",
                "",
                Map.of("content-type", "application/json"));
        assertThat(cancelled.status()).isEqualTo(200);
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedBeforeItIsRead() {
        refused(
                world.call(mailbox.token(), "POST", "/v1/mailboxes/me/send", " ".repeat(6_000_001)),
                413,
                "request_too_large");
    }

    @Test
    void aTimeToSendAtIsATimeWithinAYear() {
        Answer later = sendWith("send_at", "2027-03-02T09:00:00Z");
        assertThat(later.text("status")).isEqualTo("scheduled");
        assertThat(mailbox.read(later.text("id")).text("send_at")).isEqualTo("2027-03-02T09:00:00Z");
        refused(sendWith("send_at", "tomorrow"), 400, "invalid_field");
        refused(sendWith("send_at", "2028-03-01T09:00:00Z"), 400, "invalid_field");
    }

    @Test
    void whoBouncedForGoodIsRefusedUnderEveryWritingOfTheAddress() {
        world.services()
                .store()
                .transactions()
                .require(List.of(world.services()
                        .store()
                        .suppressions()
                        .add("acc_test", new Suppression("gone@example.org", "bounce", World.START))));
        for (String field : List.of("to", "cc", "bcc")) {
            Answer answer = sendWith(field, "Gone@Example.org");
            refused(answer, 409, "recipient_suppressed");
            assertThat(answer.text("recipient")).isEqualToIgnoringCase("gone@example.org");
        }
    }

    @Test
    void aKeyOfTheAccountCannotSend() {
        refused(
                world.call(
                        world.ownerKey(),
                        "POST",
                        "/v1/mailboxes/" + mailbox.id() + "/send",
                        Map.of("to", "v@example.org", "subject", "Hi", "body", "Hello")),
                403,
                "sending_needs_mailbox_token");
    }
}
