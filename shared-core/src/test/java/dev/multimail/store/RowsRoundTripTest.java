package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.audit.AuditRecord;
import dev.multimail.effect.Blobs;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Message;
import dev.multimail.message.Octets;
import dev.multimail.store.testing.EmbeddedTables;
import dev.multimail.token.Credential;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is written reads back as what it was. */
class RowsRoundTripTest {
    private static final AtomicLong MADE = new AtomicLong();
    private static final Store STORE = store();

    private static Store store() {
        Map<String, Octets> kept = new HashMap<>();
        Blobs blobs = new Blobs() {
            @Override
            public void put(String key, Octets content) {
                kept.put(key, content);
            }

            @Override
            public Optional<Octets> get(String key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public void delete(String key) {
                kept.remove(key);
            }
        };
        Tables tables = EmbeddedTables.create();
        return Store.over(EmbeddedTables.client(tables), tables, blobs, new Random(1));
    }

    // Property runs repeat their seeds, and a row that is there already would stand in the way.
    private static SomeRows fresh(long seed) {
        return new SomeRows(seed ^ (MADE.incrementAndGet() << Integer.SIZE));
    }

    @Property(tries = 1_000)
    void aMessageReadsBackFromItsRow(@ForAll long seed) {
        Message message = new SomeRows(seed).message();
        assertThat(MessageRows.read(MessageRows.write(message).map())).isEqualTo(message);
    }

    @Property(tries = 30)
    void aMessageReadsBackFromItsTable(@ForAll long seed) {
        Message message = fresh(seed).message();
        STORE.transactions().require(List.of(STORE.messages().create(message)));
        assertThat(STORE.messages().get(message.id())).contains(message);
    }

    @Property(tries = 30)
    void aMessageReadsBackAfterEveryAttributeOfItsLifeChanged(@ForAll long seed) {
        SomeRows rows = fresh(seed);
        Message before = rows.message();
        STORE.transactions().require(List.of(STORE.messages().create(before)));
        Message after = before.with(rows.life(), Instant.EPOCH);
        STORE.transactions().require(List.of(STORE.messages().change(before, after)));
        assertThat(STORE.messages().get(before.id())).contains(after);
    }

    @Property(tries = 30)
    void aMailboxReadsBackByItsIdItsAddressAndItsAccount(@ForAll long seed) {
        Mailbox mailbox = fresh(seed).mailbox();
        STORE.transactions().commit(STORE.mailboxes().create(mailbox));
        // Approvers are kept as they are compared.
        List<Address> approvers = mailbox.approvers().stream()
                .map(approver -> Address.parse(approver.normalized()))
                .toList();
        Mailbox expected = new Mailbox(
                mailbox.id(),
                mailbox.accountId(),
                mailbox.address(),
                mailbox.displayName(),
                mailbox.mode(),
                mailbox.modeVersion(),
                mailbox.active(),
                approvers,
                mailbox.pendingTtl(),
                mailbox.allowlist(),
                mailbox.createdAt(),
                mailbox.preferences());
        assertThat(STORE.mailboxes().get(mailbox.id())).contains(expected);
        assertThat(STORE.mailboxes().find(mailbox.address())).contains(mailbox.id());
        assertThat(STORE.mailboxes().ofAccount(mailbox.accountId())).contains(expected);
    }

    private static Credential active(Credential credential, String name) {
        return new Credential(
                credential.id(),
                name,
                credential.digest(),
                credential.prefix(),
                credential.principal(),
                credential.createdAt(),
                null);
    }

    @Property(tries = 30)
    void aCredentialReadsBackByItsDigestAndByItsIdRevokedOrNot(@ForAll long seed) {
        Credential credential = fresh(seed).credential();
        STORE.transactions().commit(STORE.credentials().create(credential));
        String account = credential.principal().accountId();
        assertThat(STORE.credentials().find(credential.digest())).isPresent();
        assertThat(STORE.credentials().get(account, credential.id())).contains(credential);
        Instant now = Instant.ofEpochSecond(1);
        STORE.transactions().require(STORE.credentials().revoke(credential, now));
        assertThat(STORE.credentials()
                        .get(account, credential.id())
                        .orElseThrow()
                        .revokedAt())
                .isEqualTo(now);
        assertThat(STORE.credentials().find(credential.digest()).orElseThrow().active())
                .isFalse();
        assertThat(STORE.credentials().ofAccount(account))
                .extracting(Credential::id)
                .contains(credential.id());
        // Whoever read the token before it was revoked does not bring it back by giving it another name.
        Credential read = active(credential, credential.name());
        STORE.transactions().require(STORE.credentials().change(read, active(credential, "other")));
        assertThat(STORE.credentials().find(credential.digest()).orElseThrow().active())
                .isFalse();
    }

    @Property(tries = 30)
    void aSubscriptionReadsBackUntilItIsDeleted(@ForAll long seed) {
        Subscription subscription = fresh(seed).subscription();
        STORE.transactions().commit(List.of(STORE.webhooks().create(subscription)));
        String account = subscription.accountId();
        assertThat(STORE.webhooks().get(account, subscription.id())).contains(subscription);
        assertThat(STORE.webhooks().ofAccount(account)).contains(subscription);
        STORE.transactions().require(List.of(STORE.webhooks().delete(subscription)));
        assertThat(STORE.webhooks().get(account, subscription.id())).isEmpty();
        assertThat(STORE.transactions().commit(List.of(STORE.webhooks().change(subscription, subscription))))
                .as("what was deleted does not come back")
                .contains(Write.Guard.VERSION);
    }

    @Property(tries = 30)
    void aDeliveryReadsBackAndIsChangedByOneAttemptAlone(@ForAll long seed) {
        WebhookDelivery delivery = fresh(seed).delivery();
        STORE.transactions().commit(STORE.webhooks().createDelivery(delivery, "{\"seed\":" + seed + "}"));
        assertThat(STORE.webhooks().getDelivery(delivery.accountId(), delivery.key()))
                .contains(delivery);
        assertThat(STORE.webhooks().body(delivery)).contains("{\"seed\":" + seed + "}");
        assertThat(STORE.transactions().commit(STORE.webhooks().createDelivery(delivery, "{}")))
                .contains(Write.Guard.NEW);
        WebhookDelivery next = delivery.attempted(WebhookDelivery.Status.PENDING, 503, Instant.EPOCH, Instant.EPOCH);
        Write attempt = STORE.webhooks().changeDelivery(delivery, next);
        assertThat(STORE.transactions().commit(List.of(attempt))).isEmpty();
        assertThat(STORE.transactions().commit(List.of(attempt))).contains(Write.Guard.VERSION);
        assertThat(STORE.webhooks().getDelivery(delivery.accountId(), delivery.key()))
                .contains(next);
    }

    @Property(tries = 30)
    void anAuditRecordReadsBackAndIsNeverWrittenOver(@ForAll long seed) {
        SomeRows rows = fresh(seed);
        AuditRecord record = rows.audit();
        STORE.audit().record(record);
        AuditRecord other = new AuditRecord(
                record.id(),
                record.at(),
                record.accountId(),
                record.mailbox(),
                record.live(),
                "somebody:else",
                record.action(),
                record.outcome(),
                record.resource(),
                record.requestId(),
                record.details());
        STORE.audit().record(other);
        assertThat(STORE.transactions().commit(List.of(STORE.audit().append(other))))
                .contains(Write.Guard.NEW);
        Page<AuditRecord> page = STORE.audit()
                .newest(
                        record.accountId(),
                        record.mailbox() == null ? List.of() : List.of(record.mailbox()),
                        record.mailbox() == null,
                        100,
                        null);
        assertThat(page.items()).contains(record).doesNotContain(other);
    }

    @Test
    void auditRecordsOfSeveralPartitionsArePagedAsOneListWithoutGapsOrRepeats() {
        SomeRows rows = new SomeRows(5);
        var first = rows.mailboxId();
        var second = rows.mailboxId();
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 25; number++) {
            String id = String.format("01JQ4T2Z3E5V7X9ABCDEFGH%03d", number);
            ids.addFirst(id);
            STORE.audit()
                    .record(new AuditRecord(
                            id,
                            Instant.EPOCH,
                            "acc_paged",
                            number % 3 == 0 ? null : number % 3 == 1 ? first : second,
                            true,
                            "a",
                            "b",
                            "ok",
                            null,
                            "r",
                            Map.of()));
        }
        for (int limit : new int[] {1, 4, 5, 24, 25, 26}) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                Page<AuditRecord> page = STORE.audit().newest("acc_paged", List.of(first, second), true, limit, cursor);
                page.items().forEach(record -> seen.add(record.id()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).as("limit " + limit).isEqualTo(ids);
        }
        assertThat(STORE.audit()
                        .newest("acc_paged", List.of(first), false, 100, null)
                        .items())
                .hasSize(8);
    }

    @Test
    void aBodyReadsBackFromItsRowOrFromItsBlobByItsSize() {
        for (int size : new int[] {0, 1, Bodies.INLINE_LIMIT, Bodies.INLINE_LIMIT + 1, 500_000}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Octets raw = Octets.copyOf(bytes);
            Message message = new SomeRows(size).message();
            STORE.transactions().require(List.of(STORE.bodies().create(message.id(), raw)));
            assertThat(STORE.bodies().get(message.id())).contains(raw);
        }
        assertThat(STORE.bodies().get(new SomeRows(99).message().id())).isEmpty();
    }
}
