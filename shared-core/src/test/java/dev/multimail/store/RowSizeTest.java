package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.audit.AuditRecord;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Address;
import dev.multimail.message.Approval;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Envelope;
import dev.multimail.message.Handover;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.Receipts;
import dev.multimail.message.Step;
import dev.multimail.policy.OversightMode;
import dev.multimail.store.testing.EmbeddedTables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A message's row is one write unit, and an audit record half of one: what a message costs hangs on it. */
class RowSizeTest {
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00.123Z");
    private static final MailboxId MAILBOX = new MailboxId("0123456789");
    private static final MessageId ID = new MessageId("01JQ4T2Z3E5V7X9ABCDEFGHJKM", MAILBOX, true);
    private static final int MESSAGE_BYTES = 1_024;
    private static final int AUDIT_BYTES = 512;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aMessageWithFewRecipientsIsOneWriteUnitAllItsLife(int recipients) {
        Message message = message(recipients);
        assertFits(message);
        Life life = message.life();
        Approval approval =
                new Approval(Approval.Kind.PERSON, "a.person@procurement.example.com", NOW, message.contentHash());
        life = after(Lifecycle.noticed(life, NOW));
        assertFits(message.with(life, NOW));
        life = after(Lifecycle.approve(life, approval, message.contentHash(), message.matter(), NOW));
        assertFits(message.with(life, NOW));
        life = after(Lifecycle.claim(life, OversightMode.GATED_SEND, NOW));
        assertFits(message.with(life, NOW));
        String sesId = "0102018f2a3b4c5d-01234567-89ab-cdef-0123-456789abcdef-000000";
        life = after(Lifecycle.accepted(life, 1, new Handover(NOW, sesId, sesId + "@eu-west-1.amazonses.com")));
        assertFits(message.with(life, NOW));
        life = after(Lifecycle.receipt(life, Receipts.none().delivered(NOW)));
        assertFits(message.with(life, NOW));
    }

    @Test
    void anAuditRecordIsHalfAWriteUnit() {
        AuditRecord record = new AuditRecord(
                "01JQ4T2Z3E5V7X9ABCDEFGHJKM",
                NOW,
                "acc_01JQ4T2Z3E5V7X9ABCDEFGHJKM",
                MAILBOX,
                true,
                "approver:a.person@procurement.example.com",
                "decide_email",
                AuditRecord.OK,
                ID.toString(),
                "0f0e0d0c-0b0a-0908-0706-050403020100",
                Map.of("decision", "approved", "status", "queued"));
        Tables tables = EmbeddedTables.create();
        AuditLog log = new AuditLog(EmbeddedTables.client(tables), tables);
        log.record(record);
        Map<String, AttributeValue> row = EmbeddedTables.client(tables)
                .scan(scan -> scan.tableName(tables.audit()))
                .items()
                .getFirst();
        assertThat(size(row)).isLessThanOrEqualTo(AUDIT_BYTES);
        assertThat(new Transactions(EmbeddedTables.client(tables), new Random(1)).commit(List.of(log.append(record))))
                .contains(Write.Guard.NEW);
    }

    private static void assertFits(Message message) {
        assertThat(size(MessageRows.write(message).map()))
                .as(message.state().wire())
                .isLessThanOrEqualTo(MESSAGE_BYTES);
    }

    private static Message message(int recipients) {
        List<Address> to = IntStream.range(0, recipients)
                .mapToObj(number -> Address.parse("recipient.number" + number + "@vendor.example.org"))
                .toList();
        Matter matter = new Matter.Outbound(
                ThreadId.openedBy(ID),
                new Envelope(Address.parse("procurement@agents.example.com"), to, List.of(), List.of()),
                "Procurement Agent",
                "PO #8821: amended delivery schedule for the second quarter",
                0,
                12_345,
                null,
                Map.of());
        return new Message(
                ID,
                "acc_01JQ4T2Z3E5V7X9ABCDEFGHJKM",
                NOW,
                NOW,
                ContentHash.ofText("test", "content"),
                matter,
                Lifecycle.held(NOW.plus(Duration.ofDays(3)), null, NOW),
                Map.of());
    }

    /** The size of a row as DynamoDB counts it (AWS: DynamoDB item sizes and formats). */
    private static int size(Map<String, AttributeValue> row) {
        return row.entrySet().stream()
                .mapToInt(attribute -> utf8(attribute.getKey()) + size(attribute.getValue()))
                .sum();
    }

    private static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> 1 + (value.n().length() + 1) / 2;
            case BOOL, NUL -> 1;
            case M -> 3 + value.m().size() + size(value.m());
            case L ->
                3
                        + value.l().size()
                        + value.l().stream().mapToInt(RowSizeTest::size).sum();
            case B, SS, NS, BS, UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("not in these rows");
        };
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Life after(Step step) {
        return ((Step.Changed) step).life();
    }
}
