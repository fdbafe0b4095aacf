package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Conversations as a whole, and attachments byte for byte. */
class ThreadsAndAttachmentsTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    @Test
    void aThreadShowsItsMessagesOldestFirstAndWhoTakesPart() {
        Answer sent = mailbox.send("PO #8821");
        String thread = sent.text("thread_id");
        world.settle();
        String header = mailbox.read(sent.text("id")).text("rfc_message_id");
        String answer = Incoming.arrive(
                mailbox,
                "From: Ann <ann@x.example>\nTo: buyer@agents.example.com\nCc: boss@x.example\nSubject: Re: PO #8821\n"
                        + "Message-ID: <9@x.example>\nIn-Reply-To: <" + header + ">\n\nShipped.\n");
        Answer conversation = world.get(mailbox.token(), "/v1/mailboxes/me/threads/" + thread);
        assertThat(ids(conversation)).containsExactly(sent.text("id"), answer);
        assertThat(conversation.text("thread_id")).isEqualTo(thread);
        assertThat(conversation.text("message_count")).isEqualTo("2");
        assertThat(conversation.text("has_unanswered_inbound")).isEqualTo("true");
        assertThat(conversation.json().at("participants").list())
                .extracting(Tree::text)
                .containsExactly("ann@x.example", "boss@x.example", "buyer@agents.example.com", "vendor@example.org");
        world.call(mailbox.token(), "POST", "/v1/emails/" + answer + "/reply", Map.of("body", "Thanks"));
        Answer later = world.get(mailbox.token(), "/v1/mailboxes/me/threads/" + thread);
        assertThat(later.text("message_count")).isEqualTo("3");
        assertThat(later.text("has_unanswered_inbound")).isEqualTo("false");
    }

    private static List<String> ids(Answer conversation) {
        return conversation.json().at("emails").list().stream()
                .map(mail -> mail.at("id").text())
                .toList();
    }

    @Test
    void eachAttachmentComesBackByItsNameByteForByte() {
        byte[] first = new byte[70_000];
        new Random(3).nextBytes(first);
        byte[] second = "second\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] third = {0, (byte) 255, 10, 13};
        String id = mailbox.send(
                        mailbox.token(),
                        "Files",
                        Map.of(
                                "attachments",
                                List.of(
                                        file("report.pdf", first),
                                        file("report.pdf", second),
                                        file("Grüße 文書.txt", third))))
                .text("id");
        List<Tree> listed = mailbox.read(id).json().at("attachments").list();
        assertThat(listed)
                .extracting(file -> file.at("name").text())
                .containsExactly("report.pdf", "report (2).pdf", "Grüße 文書.txt");
        assertThat(listed).extracting(file -> file.at("size").number()).containsExactly(70_000, 8, 4);
        assertThat(download(id, "report.pdf")).isEqualTo(first);
        assertThat(download(id, "report (2).pdf")).isEqualTo(second);
        assertThat(download(id, "Grüße 文書.txt")).isEqualTo(third);
        assertThat(mailbox.read(id).text("has_attachments")).isEqualTo("true");
    }

    @Test
    void aDownloadIsSavedAndNeverShown() {
        String id = mailbox.send(
                        mailbox.token(),
                        "Files",
                        Map.of("attachments", List.of(file("evil.html", "<script>".getBytes(StandardCharsets.UTF_8)))))
                .text("id");
        Answer answer = world.get(mailbox.token(), "/v1/emails/" + id + "/attachments/evil.html");
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("content-disposition", "attachment; filename*=UTF-8''evil.html");
        assertThat(answer.headers().get("content-security-policy")).contains("sandbox");
    }

    @Test
    void aNameThatIsNotThereIsMissing() {
        String id = mailbox.send("No files").text("id");
        Answer answer = world.get(mailbox.token(), "/v1/emails/" + id + "/attachments/report.pdf");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("not_found");
    }

    private byte[] download(String id, String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        Answer answer = world.get(mailbox.token(), "/v1/mailboxes/me/emails/" + id + "/attachments/" + encoded);
        assertThat(answer.status()).as(name).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/pdf");
        return Base64.getDecoder().decode(answer.body());
    }

    private static Map<String, String> file(String name, byte[] content) {
        return Map.of(
                "name",
                name,
                "content_type",
                "application/pdf",
                "content_base64",
                Base64.getEncoder().encodeToString(content));
    }
}
