package dev.multimail.store;

import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where each row lives: the one place that spells partition and sort keys. */
record Key(String pk, String sk) {
    static final String MESSAGE = "MSG#";
    static final String CONTACT = "CON#";
    static final String TOKEN = "TOK#";
    static final String MAILBOX = "MBX#";
    static final String WEBHOOK = "HOOK#";
    static final String SUPPRESSION = "SUP#";
    static final String ALLOWED = "ALW#";
    static final String CODE = "CODE#";
    static final String LETTER = "LTR#";
    static final String DOMAIN = "DOM#";
    static final String BODY = "BODY#";
    static final String DELIVERY = "DLV#";
    static final String POST = "POST#";
    static final String RETENTION = "KEEP";
    static final String ERASURE = "GONE#";
    private static final String ACCOUNT = "ACC#";
    private static final String TEST = "#T";
    private static final String CONFIGURATION = "CFG";

    static String lane(Lane lane) {
        return MAILBOX + lane.mailbox().key() + (lane.live() ? "" : TEST);
    }

    static String account(String accountId) {
        return ACCOUNT + accountId;
    }

    static String deliveries(String accountId) {
        return DELIVERY + accountId;
    }

    static Key message(MessageId id) {
        return new Key(lane(id.lane()), MESSAGE + id.ulid());
    }

    static Key body(MessageId id) {
        return new Key(BODY + id, "RAW");
    }

    static Key edited(MessageId id, String contentHash) {
        return new Key(BODY + id, "EDIT#" + contentHash);
    }

    /** What a webhook delivery posts stands beside the body of the message that it tells of. */
    static Key post(String about, String deliveryKey) {
        return new Key(BODY + about, POST + deliveryKey);
    }

    /** Says that a message's body is this blob, for blobs that several messages may have. */
    static Key share(String blobKey, MessageId id) {
        return new Key(shares(blobKey), id.toString());
    }

    static String shares(String blobKey) {
        return "BLOB#" + blobKey;
    }

    static Key erasure(MessageId id) {
        return new Key(ERASURE + id, "GONE");
    }

    static Key retention(MailboxId id) {
        return new Key(MAILBOX + id.key(), RETENTION);
    }

    static Key mailbox(MailboxId id) {
        return new Key(MAILBOX + id.key(), CONFIGURATION);
    }

    static Key mailboxOf(String accountId, MailboxId id) {
        return new Key(account(accountId), MAILBOX + id.key());
    }

    static Key allowed(MailboxId mailbox, String entryId) {
        return new Key(MAILBOX + mailbox.key(), ALLOWED + entryId);
    }

    static Key code(String codeId) {
        return new Key(CODE + codeId, "CODE");
    }

    static Key letter(String letterId) {
        return new Key(LETTER + letterId, "LTR");
    }

    static Key domainOf(String accountId, String domainId) {
        return new Key(account(accountId), DOMAIN + domainId);
    }

    static Key domainName(String name) {
        return new Key(DOMAIN + name, "NAME");
    }

    static Key signUp(String emailHash) {
        return new Key("SIGNUP#" + emailHash, "SIGNUP");
    }

    static Key spent(String challenge) {
        return new Key("SPENT#" + challenge, "SPENT");
    }

    static Key address(String normalized) {
        return new Key("ADDR#" + normalized, "ADDR");
    }

    static Key accountRow(String accountId) {
        return new Key(account(accountId), CONFIGURATION);
    }

    static Key tokenDigest(String digest) {
        return new Key("TOKEN#" + digest, "TOKEN");
    }

    static Key tokenOf(String accountId, String tokenId) {
        return new Key(account(accountId), TOKEN + tokenId);
    }

    static Key webhook(String accountId, String webhookId) {
        return new Key(account(accountId), WEBHOOK + webhookId);
    }

    static Key delivery(String accountId, String deliveryKey) {
        return new Key(deliveries(accountId), deliveryKey);
    }

    static Key contact(Lane lane, String contactId) {
        return new Key(lane(lane), CONTACT + contactId);
    }

    static Key suppression(String accountId, String normalizedAddress) {
        return new Key(account(accountId), SUPPRESSION + normalizedAddress);
    }

    static Key idempotency(Lane lane, String keyHash) {
        return new Key("IDEM#" + lane(lane) + "#" + keyHash, "IDEM");
    }

    static Key sends(Lane lane, long hour) {
        return new Key("RATE#" + lane(lane), "HOUR#" + hour);
    }

    static Key exports(String accountId, long hour) {
        return new Key("RATE#" + account(accountId), "EXPORT#" + hour);
    }

    static Key answers(ThreadId thread, long day) {
        return new Key("RATE#" + lane(new Lane(thread.mailbox(), thread.live())), "DAY#" + day + "#" + thread.ulid());
    }

    static Key messageIdHeader(Lane lane, String headerHash) {
        return new Key(lane(lane), "MID#" + headerHash);
    }

    static String threadPrefix(ThreadId thread) {
        return thread.ulid() + "#";
    }

    /** The id of the message whose row this is: its key says it all. */
    static MessageId messageId(Item row) {
        String partition = row.need(Tables.PK).substring(MAILBOX.length());
        boolean live = !partition.endsWith(TEST);
        String mailbox = live ? partition : partition.substring(0, partition.length() - TEST.length());
        return new MessageId(row.need(Tables.SK).substring(MESSAGE.length()), new MailboxId(mailbox), live);
    }

    /** The thread of a message, by the text that its index sorts by. */
    static ThreadId thread(String threadKey, MessageId message) {
        return new ThreadId(threadKey.substring(0, threadKey.indexOf('#')), message.mailbox(), message.live());
    }

    /** Whether a row's attribute of its key begins so, which says what the row is. */
    static boolean begins(Map<String, AttributeValue> row, String attribute, String beginning) {
        AttributeValue value = row.get(attribute);
        return value != null && value.s() != null && value.s().startsWith(beginning);
    }

    /** The key of a row that was read. */
    static Key of(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        return new Key(item.need(Tables.PK), item.need(Tables.SK));
    }

    Map<String, AttributeValue> map() {
        return Map.of(Tables.PK, AttributeValue.fromS(pk), Tables.SK, AttributeValue.fromS(sk));
    }
}
