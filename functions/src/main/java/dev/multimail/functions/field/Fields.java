package dev.multimail.functions.field;

import static dev.multimail.functions.field.Field.plain;
import static dev.multimail.functions.field.Field.recipients;
import static dev.multimail.functions.field.Field.text;
import static dev.multimail.functions.field.Field.texts;
import static dev.multimail.functions.field.Field.whole;

import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.AllowlistEntry;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.mailbox.Retention;
import dev.multimail.problem.ErrorCode;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of all requests by name. A name means the same in each of them, but for those that stand with their
 * operation before them.
 */
public final class Fields {
    private static final String MODES = "read_only, gated_all, gated_send, monitored or autonomous.";

    private Fields() {}

    private static final Map<String, Field> MESSAGE = Map.ofEntries(
            Map.entry(
                    "to", recipients("Who gets it: addresses, or names with addresses, such as Ann <ann@x.example>.")),
            Map.entry("cc", recipients("Who gets a copy that everybody sees.")),
            Map.entry("bcc", recipients("Who gets a copy that only the approver sees.")),
            Map.entry("subject", text(Limits.SUBJECT, ErrorCode.SUBJECT_TOO_LONG, "The subject line.")),
            Map.entry("markdown", text(Limits.BODY, ErrorCode.BODY_TOO_LARGE, "The body as Markdown.")),
            Map.entry("body", text(Limits.BODY, ErrorCode.BODY_TOO_LARGE, "The same as markdown.")),
            Map.entry("text", text(Limits.BODY, ErrorCode.BODY_TOO_LARGE, "The body as plain text.")),
            Map.entry("html", text(Limits.BODY, ErrorCode.BODY_TOO_LARGE, "The body as HTML, with text beside it.")),
            Map.entry(
                    "attachments",
                    new Field("Files, 4 MiB together at most.", new Field.Limit.Objects(Limits.ATTACHMENTS))),
            Map.entry(
                    "metadata",
                    new Field(
                            "What the caller wants to find again beside the message.",
                            new Field.Limit.Pairs(
                                    Limits.METADATA_ENTRIES, Limits.METADATA_TEXT, Limits.METADATA_TEXT))),
            Map.entry(
                    "idempotency_key",
                    text(Limits.IDEMPOTENCY_KEY, "The same key and request again get the first answer, for 30 days.")),
            Map.entry("send_at", text(Limits.WORD, "When to send, such as 2027-01-31T09:00:00Z, within a year.")),
            Map.entry(
                    "gate_timing",
                    text(Limits.WORD, "gate_first asks the approver now, schedule_first at the time to send.")),
            Map.entry("from", text(Limits.NAMED_ADDRESS, ErrorCode.INVALID_RECIPIENT, "Who seems to write.")),
            Map.entry("in_reply_to", text(Limits.WORD, "The id of the test message that it answers.")),
            Map.entry("File.name", text(Limits.ATTACHMENT_NAME, ErrorCode.INVALID_ATTACHMENT, "The file's name.")),
            Map.entry("filename", text(Limits.ATTACHMENT_NAME, ErrorCode.INVALID_ATTACHMENT, "The same as name.")),
            Map.entry(
                    "content_type",
                    text(Limits.CONTENT_TYPE, ErrorCode.INVALID_ATTACHMENT, "A media type, such as application/pdf.")),
            Map.entry(
                    "content_base64",
                    text(Limits.ATTACHMENT_BASE64, ErrorCode.ATTACHMENT_TOO_LARGE, "The content in base64.")));

    private static final Map<String, Field> OVERSIGHT = Map.ofEntries(
            Map.entry("email_id", text(Limits.WORD, "The message's id; not needed where it stands in the path.")),
            Map.entry("message_id", text(Limits.WORD, "The same as email_id.")),
            Map.entry("action", text(Limits.WORD, "approve or reject.")),
            Map.entry("decision", text(Limits.WORD, "The same as action.")),
            Map.entry("reason", text(Limits.REASON, "Why, for the agent to read.")),
            Map.entry(
                    "content_hash",
                    text(Limits.WORD, "The hash of the content that was looked at: other content is not decided.")),
            Map.entry("target_mode", text(Limits.WORD, "The mode that is asked for: " + MODES)),
            Map.entry("code", text(Limits.WORD, "The code that was mailed.")),
            Map.entry("approval_code", text(Limits.WORD, "The code that was mailed to the owner, once asked for.")));

    private static final Map<String, Field> MAILBOX = Map.ofEntries(
            Map.entry("mailbox", text(Limits.WORD, "The mailbox, by id or address; an agent's own without it.")),
            Map.entry("mailbox_id", text(Limits.WORD, "The same as mailbox.")),
            Map.entry("address", text(Limits.ADDRESS, ErrorCode.INVALID_RECIPIENT, "The mailbox's address, whole.")),
            Map.entry(
                    "address_local",
                    text(Limits.WORD, ErrorCode.INVALID_RECIPIENT, "Its local part, at the installation's domain.")),
            Map.entry(
                    "address_local_part", text(Limits.WORD, ErrorCode.INVALID_RECIPIENT, "The same as address_local.")),
            Map.entry("display_name", text(Mailbox.MAX_DISPLAY_NAME, "The name before the address.")),
            Map.entry("oversight_mode", text(Limits.WORD, MODES)),
            Map.entry(
                    "approver_emails",
                    texts(Mailbox.MAX_APPROVERS, Limits.ADDRESS, "Who decides by signed link: people, not mailboxes.")),
            Map.entry(
                    "pending_ttl_seconds",
                    whole(
                            Mailbox.MIN_TTL.toSeconds(),
                            Mailbox.MAX_TTL.toSeconds(),
                            "How long a held message waits, in seconds.")),
            Map.entry("auto_cc", texts(Preferences.MAX_COPIES, Limits.NAMED_ADDRESS, "Who gets a copy of each mail.")),
            Map.entry(
                    "auto_bcc",
                    texts(Preferences.MAX_COPIES, Limits.NAMED_ADDRESS, "Who gets a hidden copy of each mail.")),
            Map.entry("signature_block", text(Preferences.MAX_SIGNATURE, "Text below each mail; empty for none.")),
            Map.entry("default_gate_timing", text(Limits.WORD, "gate_first or schedule_first, unless a mail says so.")),
            Map.entry("scheduling_enabled", plain("Whether mail may be scheduled.")),
            Map.entry("mcp_configured", plain("Whether the agent's tools were set up.")),
            Map.entry("bulk_sender", plain("Whether it writes to many: each mail then has a way to unsubscribe.")),
            Map.entry(
                    "sends_per_hour",
                    whole(1, Preferences.MAX_SENDS_PER_HOUR, "How many messages may be submitted in an hour.")),
            Map.entry(
                    "retention_days",
                    whole(0, Retention.MAX_DAYS, "How many days it keeps its messages; 0 keeps them for ever.")),
            Map.entry("ai_disclosure", plain("Always true: mail of an agent says that a machine wrote it.")),
            Map.entry("forward_inbound", plain("Always false: a webhook tells of mail instead.")),
            Map.entry("webhook_url", text(Limits.URL, "Not taken: webhooks have routes of their own.")),
            Map.entry("oversight_webhook_url", text(Limits.URL, "Not taken: webhooks have routes of their own.")));

    private static final Map<String, Field> ACCOUNT = Map.ofEntries(
            Map.entry("name", text(Account.MAX_NAME, "The name of the person or company that runs the agents.")),
            Map.entry("oversight_email", text(Limits.ADDRESS, ErrorCode.INVALID_RECIPIENT, "The owner's address.")),
            Map.entry(
                    "physical_address", text(Account.MAX_PHYSICAL_ADDRESS, "The postal address that bulk mail shows.")),
            Map.entry("operator_approval", plain("Whether what loosens needs a code that is mailed to the owner.")),
            Map.entry("operator_name", text(Account.MAX_NAME, "The person or company that runs the agent.")),
            Map.entry("accepted_tos", plain("That the terms were accepted.")),
            Map.entry("accepted_operator_agreement", plain("That the operator's agreement was accepted.")),
            Map.entry("accepted_anti_spam_policy", plain("That the policy against spam was accepted.")),
            Map.entry("email_use_type", text(Limits.USE_TYPE, "What kind of mail it will be.")),
            Map.entry("use_case", text(Limits.USE_CASE, "What the agent is for.")),
            Map.entry("slug", text(Limits.WORD, "The local part of the first mailbox's address.")),
            Map.entry("pow_solution", plain("The solved challenge of /v1/account/challenge.")),
            Map.entry("algorithm", text(Limits.WORD, "As the challenge names it.")),
            Map.entry("challenge", text(Limits.WORD, "The challenge.")),
            Map.entry("number", whole(0, Long.MAX_VALUE, "The number that solves it.")),
            Map.entry("salt", text(Limits.WORD, "The challenge's salt.")),
            Map.entry("signature", text(Limits.WORD, "The challenge's signature.")));

    private static final Map<String, Field> REST = Map.ofEntries(
            Map.entry("CreateToken.name", text(Limits.TOKEN_NAME, "What the key is for.")),
            Map.entry("UpdateToken.name", text(Limits.TOKEN_NAME, "What the key is for.")),
            Map.entry("scopes", texts(Limits.SCOPES, Limits.WORD, "What the key may do, such as read or oversight.")),
            Map.entry("test", plain("Whether what it sends stops before delivery.")),
            Map.entry("AddContact.name", text(Limits.CONTACT_NAME, "The contact's name.")),
            Map.entry("AddContact.tags", texts(Limits.CONTACT_TAGS, Limits.CONTACT_NAME, "Words to find it by.")),
            Map.entry("email", text(Limits.ADDRESS, ErrorCode.INVALID_RECIPIENT, "The contact's address.")),
            Map.entry(
                    "tags",
                    new Field(
                            "Tags and their values; a tag that is not named stays.",
                            new Field.Limit.Pairs(Limits.TAGS, Limits.TAG_NAME, Limits.TAG_VALUE))),
            Map.entry("pattern", text(Limits.ADDRESS, "An address, or *@ and a domain.")),
            Map.entry("note", text(AllowlistEntry.MAX_NOTE, "Why it is on the list.")),
            Map.entry("domain", text(Limits.WORD, "The domain, such as mail.example.com.")),
            Map.entry("url", text(Limits.URL, "Where events are posted.")),
            Map.entry("events", texts(Limits.EVENTS, Limits.WORD, "Names of events; all of them without it.")),
            Map.entry("secret", text(Limits.SECRET, "The secret that signs; one is made without it.")),
            Map.entry("message", text(Limits.REPORT, "What is wrong.")),
            Map.entry("description", text(Limits.REPORT, "The same as message.")),
            Map.entry("request_id", text(Limits.REQUEST_ID, "The request that it is about.")),
            Map.entry("identity", text(Limits.STATEMENT, "The value of the header X-MultiMail-Identity.")),
            Map.entry("VerifyIdentity.message", text(Limits.STATEMENT, "The source of a whole message.")));

    private static final Map<String, Field> ALL = Stream.of(MESSAGE, OVERSIGHT, MAILBOX, ACCOUNT, REST)
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The field that a record's component is read from. */
    public static Field of(RecordComponent component) {
        Field own = ALL.get(owner(component.getDeclaringRecord()) + "." + name(component));
        return own != null
                ? own
                : Objects.requireNonNull(
                        ALL.get(name(component)), () -> component + " has no words and limits in Fields");
    }

    /** The field's name on the wire. */
    public static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Every name here, with its operation before it where it has one. */
    static Map<String, Field> all() {
        return ALL;
    }

    // A request is called by its operation; any other record by itself.
    private static String owner(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return type.getSimpleName().equals("Request") && enclosing != null
                ? enclosing.getSimpleName()
                : type.getSimpleName();
    }
}
