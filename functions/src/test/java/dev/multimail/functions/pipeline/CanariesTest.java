package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Delivery;
import dev.multimail.functions.testing.Faults;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A word in each field of a mail, and every secret, is looked for where operators read: in the log and in the queues.
 */
class CanariesTest {
    private static final String CANARY = "canary4711";

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox(CANARY + "@agents.example.com", "gated_send");

    @Test
    void whatAMailHoldsIsNeitherLoggedNorQueued() {
        world.outbox().answerWith(mail -> new Delivery.RefusedForGood("Not verified: " + mail.rcptTo()));
        world.kept().answerWith(mail -> new Delivery.RefusedForGood("Not verified: " + mail.rcptTo()));
        for (int call = 0; call < 12; call++) {
            world.faults().interfere(failing(call));
            send(call);
            world.faults().heal();
        }
        String upgrade = "/v1/mailboxes/" + mailbox.id() + "/request-upgrade";
        assertThat(world.call(mailbox.token(), "POST", upgrade, Map.of("target_mode", "monitored"))
                        .status())
                .isEqualTo(200);
        world.settle();
        assertThat(world.log()).contains("\"level\":\"error\"", "service mail refused", "[address]");
        assertThat(world.pipeline().queued()).isNotEmpty();
        String seen = world.log() + world.pipeline().queued();
        assertThat(seen).doesNotContainIgnoringCase(CANARY);
        assertThat(seen)
                .doesNotContain(
                        mailbox.token(),
                        mailbox.testToken(),
                        world.ownerKey(),
                        "apl_",
                        "approver@example.com",
                        "mm_live_");
    }

    // The first calls are the authorizer's, whose failure reaches API Gateway and no operation.
    private void send(int number) {
        try {
            world.call(mailbox.token(), "POST", "/v1/mailboxes/me/send", mail(number));
        } catch (IllegalStateException ofAuthorizer) {
            assertThat(ofAuthorizer).hasMessageContaining(CANARY);
        }
    }

    private static Map<String, Object> mail(int number) {
        Map<String, Object> mail = new HashMap<>();
        mail.put("to", List.of(CANARY + "@example.org"));
        mail.put("cc", List.of("cc-" + CANARY + "@example.org"));
        mail.put("bcc", List.of("bcc-" + CANARY + "@example.org"));
        mail.put("subject", "Subject " + CANARY);
        mail.put("markdown", "Body " + CANARY);
        mail.put("idempotency_key", CANARY + number);
        mail.put(
                "attachments",
                List.of(Map.of("name", CANARY + ".txt", "content_base64", "YQ==", "content_type", "text/plain")));
        return mail;
    }

    private static Faults.Interference failing(int at) {
        return new Faults.Interference() {
            @Override
            public <T> T on(int number, String call, Supplier<T> effect) {
                if (number == at) {
                    throw new IllegalStateException("Failed with " + CANARY);
                }
                return effect.get();
            }
        };
    }
}
