package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attachments by an address of their own, for clients that fetch large files elsewhere. */
class FileLinkTest {
    private static final String CONTENT = Base64.getEncoder().encodeToString(new byte[] {0, 1, 2, -1});

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
    private final String id = mailbox.send(
                    mailbox.token(),
                    "Hi",
                    Map.of("attachments", List.of(Map.of("name", "a b.bin", "content_base64", CONTENT))))
            .text("id");

    private Answer link(String token, String name) {
        return world.get(token, "/v1/emails/" + id + "/attachments/" + name + "/url");
    }

    private String path() {
        return link(mailbox.token(), "a%20b.bin").text("url").substring("https://mail.example.com".length());
    }

    @Test
    void theAddressGivesTheFileWithoutATokenForAnHour() {
        Answer made = link(mailbox.token(), "a%20b.bin");
        assertThat(made.text("size_bytes")).isEqualTo("4");
        assertThat(made.text("expires_in")).isEqualTo("3600");
        String path = path();
        Answer file = world.get("", path);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(CONTENT);
        assertThat(file.headers().get("content-disposition")).contains("a%20b.bin");
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?action=get_file").body())
                .contains("link:file");
        world.clock().advance(Duration.ofHours(1));
        assertThat(world.get("", path).status()).isEqualTo(404);
    }

    @Test
    void aChangedAddressGivesNothing() {
        String path = path();
        for (int index = "/v1/files/fil_".length(); index < path.length(); index += 7) {
            char other = path.charAt(index) == 'A' ? 'B' : 'A';
            String changed = path.substring(0, index) + other + path.substring(index + 1);
            assertThat(world.get("", changed).status()).as(changed).isEqualTo(404);
        }
        for (String text : List.of("fil_", "fil_.k1.", "fil_AAAA.k1.AAAA", "x", "fil_%00.k1.A")) {
            assertThat(world.get("", "/v1/files/" + text).status()).isEqualTo(404);
        }
    }

    @Test
    void onlyWhoMayReadTheFileGetsAnAddress() {
        TestMailbox other = world.mailbox("other@agents.example.com", "gated_send");
        assertThat(link(other.token(), "a%20b.bin").status()).isEqualTo(404);
        assertThat(link(mailbox.testToken(), "a%20b.bin").status()).isEqualTo(404);
        assertThat(link(mailbox.token(), "other.bin").status()).isEqualTo(404);
    }
}
