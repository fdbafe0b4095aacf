package dev.multimail.functions.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bulk sender's recipients leave with one click, for good (RFC 8058). */
class UnsubscribeTest {
    private static final Pattern URL = Pattern.compile("List-Unsubscribe: <https://mail\\.example\\.com(/v1/\\S+)>");

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("news@agents.example.com", "autonomous");

    @BeforeEach
    void beABulkSender() {
        world.call(world.ownerKey(), "PATCH", "/v1/account", Map.of("physical_address", "Street 1\nTown"));
        Answer answer = world.call(
                world.ownerKey(),
                "PATCH",
                "/v1/mailboxes/" + mailbox.id(),
                Map.of("bulk_sender", true, "signature_block", "The team"));
        assertThat(answer.text("bulk_sender")).isEqualTo("true");
    }

    private Answer send(Map<String, Object> more) {
        Map<String, Object> mail = new HashMap<>(Map.of("to", "ann@x.example", "subject", "News", "markdown", "Hello"));
        mail.putAll(more);
        Answer answer = world.call(mailbox.token(), "POST", "/v1/mailboxes/me/send", mail);
        world.settle();
        return answer;
    }

    private String unfolded() {
        Octets raw = world.outbox().agentMail().getLast().raw();
        return new String(raw.toByteArray(), StandardCharsets.UTF_8).replaceAll("\r\n[ \t]+", " ");
    }

    private String way() {
        Matcher url = URL.matcher(unfolded());
        assertThat(url.find()).isTrue();
        return url.group(1);
    }

    @Test
    void eachMessageCarriesOneClickAndWhereItIsFrom() {
        send(Map.of());
        assertThat(unfolded()).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        String text =
                MimeParser.parse(world.outbox().agentMail().getLast().raw()).text();
        assertThat(text)
                .contains("The team")
                .contains("Example Ltd")
                .contains("Street 1")
                .contains("Unsubscribe")
                .contains(way().substring(way().lastIndexOf('/') + 1).substring(0, 10));
    }

    @Test
    void openingTheLinkEndsNothingAndOneClickEndsEverything() {
        send(Map.of());
        String way = way();
        assertThat(world.get("", way).pageText()).contains("ann@x.example");
        assertThat(send(Map.of("subject", "More")).status()).isEqualTo(202);
        Answer done = world.call("", "POST", way, "List-Unsubscribe=One-Click");
        assertThat(done.status()).isEqualTo(200);
        assertThat(world.call("", "POST", way, "").status()).isEqualTo(200);
        assertThat(send(Map.of("subject", "Again", "to", "ANN@x.example")).text("code"))
                .isEqualTo("recipient_suppressed");
        Answer list = world.get(world.ownerKey(), "/v1/suppression");
        assertThat(list.json().at("suppressions").list()).hasSize(1);
        assertThat(list.body()).contains("unsubscribe");
    }

    @Test
    void whoIsToldInABatchGetsAMessageOfTheirOwn() {
        for (Map<String, Object> more : List.of(
                Map.<String, Object>of("to", List.of("a@x.example", "b@x.example")),
                Map.<String, Object>of("cc", "b@x.example"),
                Map.<String, Object>of("bcc", "b@x.example"))) {
            assertThat(send(more).text("code")).isEqualTo("too_many_recipients");
        }
    }

    @Test
    void ordinaryMailCarriesNoneOfIt() {
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("bulk_sender", false));
        send(Map.of("to", List.of("a@x.example", "b@x.example")));
        assertThat(unfolded()).doesNotContain("List-Unsubscribe").doesNotContain("Street 1");
    }

    @Test
    void aLinkStaysGoodWhenTheMailboxIsNoBulkSenderAnyMore() {
        send(Map.of());
        String way = way();
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("bulk_sender", false));
        world.call("", "POST", way, "");
        assertThat(send(Map.of("subject", "Again")).text("code")).isEqualTo("recipient_suppressed");
    }

    @Test
    void aPostalAddressComesFirst() {
        World other = new World();
        TestMailbox plain = other.mailbox("news@agents.example.com", "autonomous");
        assertThat(other.call(other.ownerKey(), "PATCH", "/v1/mailboxes/" + plain.id(), Map.of("bulk_sender", true))
                        .text("field"))
                .isEqualTo("bulk_sender");
    }

    @Test
    void whatIsNoMessageToOneRecipientIsNoWayOut() {
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("bulk_sender", false));
        String id = send(Map.of("to", List.of("a@x.example", "b@x.example"))).text("id");
        for (String token : List.of(id, "msg_nothing", "x")) {
            assertThat(world.get("", "/v1/unsubscribe/" + token).status()).isEqualTo(404);
            assertThat(world.call("", "POST", "/v1/unsubscribe/" + token, "").status())
                    .isEqualTo(404);
        }
        assertThat(world.get(world.ownerKey(), "/v1/suppression")
                        .json()
                        .at("suppressions")
                        .list())
                .isEmpty();
    }
}
