package dev.multimail.store;

import dev.multimail.audit.AuditRecord;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.mailbox.GateTiming;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.message.Address;
import dev.multimail.message.Approval;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Ending;
import dev.multimail.message.Envelope;
import dev.multimail.message.Handover;
import dev.multimail.message.Life;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Receipts;
import dev.multimail.message.SpamLabel;
import dev.multimail.policy.Operation;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.token.Credential;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import dev.multimail.webhook.WebhookSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Things to store, made from a seed: every optional field is sometimes there and sometimes not. */
final class SomeRows {
    private static final String BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int[] LETTERS =
            "abcXYZ 019.-_äßлж中文\u202e😀\"\\\n\t{}[]#|".codePoints().toArray();

    private final Random random;

    SomeRows(long seed) {
        random = new Random(seed);
    }

    Message message() {
        MessageId id = messageId();
        return new Message(id, text(), time(), time(), hash(), matter(id), life(), texts(), anyOf(SpamLabel.values()));
    }

    Mailbox mailbox() {
        return new Mailbox(
                mailboxId(),
                text(),
                address(),
                maybe(this::text),
                anyOf(OversightMode.values()),
                random.nextInt(1_000),
                random.nextBoolean(),
                list(this::address),
                Duration.ofSeconds(random.nextInt(3_000_000)),
                list(this::text),
                time(),
                new Preferences(
                        list(this::address),
                        list(this::address),
                        maybe(this::text),
                        anyOf(GateTiming.values()),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextInt(100_000),
                        random.nextInt(3_650)));
    }

    Credential credential() {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if (random.nextBoolean()) {
                scopes.add(scope);
            }
        }
        String id = "tok_" + base32(26);
        Principal principal = random.nextBoolean()
                ? new Principal.Key(id, text(), scopes)
                : new Principal.Agent(id, text(), mailboxId(), address().toString(), random.nextBoolean(), scopes);
        return new Credential(
                id, text(), ContentHash.ofText("token", id), "mm_live_abcd", principal, time(), maybe(this::time));
    }

    Subscription subscription() {
        return new Subscription(
                "whk_" + base32(26),
                text(),
                "https://hooks.example.com/" + base32(5),
                list(this::text),
                maybe(this::mailboxId),
                new WebhookSecret("whsec_" + base32(26)),
                time(),
                maybe(this::time),
                maybe(this::time),
                maybe(() -> new WebhookSecret("whsec_" + base32(26))),
                maybe(this::time));
    }

    WebhookDelivery delivery() {
        return new WebhookDelivery(
                "dlv_" + base32(26),
                text(),
                "whk_" + base32(26),
                "evt_" + base32(26),
                "email.sent",
                "https://hooks.example.com/",
                "msg_" + base32(26),
                anyOf(WebhookDelivery.Status.values()),
                random.nextInt(9),
                maybe(() -> 100 + random.nextInt(500)),
                time(),
                maybe(this::time),
                maybe(this::time));
    }

    AuditRecord audit() {
        return new AuditRecord(
                base32(26),
                time(),
                text(),
                maybe(this::mailboxId),
                random.nextBoolean(),
                text(),
                text(),
                text(),
                maybe(this::text),
                text(),
                texts());
    }

    Life life() {
        return new Life(
                anyOf(MessageState.values()),
                1 + random.nextInt(100),
                1 + random.nextInt(5),
                maybe(this::time),
                maybe(this::time),
                maybe(this::time),
                maybe(() -> new Approval(anyOf(Approval.Kind.values()), text(), time(), hash())),
                maybe(() -> new Ending(text(), time(), maybe(this::text))),
                maybe(() -> new Handover(time(), maybe(this::text), text())),
                new Receipts(maybe(this::time), maybe(this::time), maybe(this::text), maybe(this::time)),
                maybe(() -> anyOf(OversightMode.values())),
                random.nextInt(10),
                maybe(this::time));
    }

    private Matter matter(MessageId id) {
        ThreadId thread = new ThreadId(base32(26), id.mailbox(), id.live());
        return switch (random.nextInt(3)) {
            case 0 ->
                new Matter.Outbound(
                        thread,
                        new Envelope(address(), list(this::address), list(this::address), list(this::address)),
                        maybe(this::text),
                        text(),
                        random.nextInt(20),
                        random.nextInt(1_000_000),
                        maybe(this::messageId),
                        texts());
            case 1 ->
                new Matter.Inbound(
                        thread,
                        text(),
                        maybe(this::text),
                        list(this::text),
                        list(this::text),
                        text(),
                        maybe(this::text),
                        text(),
                        random.nextInt(20),
                        random.nextInt(1_000_000),
                        maybe(this::text),
                        list(this::text),
                        texts(),
                        random.nextBoolean(),
                        random.nextBoolean());
            default -> new Matter.HeldAction(anyOf(Operation.values()), text(), texts(), text());
        };
    }

    private MessageId messageId() {
        return new MessageId(base32(26), mailboxId(), random.nextBoolean());
    }

    MailboxId mailboxId() {
        return new MailboxId(base32(10));
    }

    private Address address() {
        return Address.parse("a" + base32(5) + "@" + base32(4).toLowerCase(Locale.ROOT) + ".example.com");
    }

    private String hash() {
        return ContentHash.ofText("test", text());
    }

    private Instant time() {
        return Instant.ofEpochSecond(
                random.nextLong(4_000_000_000L), random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        list(this::text).forEach(text -> texts.put("k" + text, text()));
        return texts;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int index = 0; index < length; index++) {
            text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private String base32(int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(BASE_32.charAt(random.nextInt(BASE_32.length())));
        }
        return text.toString();
    }

    private <T> T anyOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> list(Supplier<T> value) {
        List<T> list = new ArrayList<>();
        int size = random.nextInt(4);
        for (int index = 0; index < size; index++) {
            list.add(value.get());
        }
        return list;
    }
}
