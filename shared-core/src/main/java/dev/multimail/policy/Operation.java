package dev.multimail.policy;

import java.util.Locale;
import java.util.Set;

/** Every operation, what kind of act it is, and the scopes of which a caller needs one. */
public enum Operation {
    SEND_EMAIL(Kind.SEND, Scope.SEND),
    REPLY_EMAIL(Kind.SEND, Scope.SEND),
    EDIT_SCHEDULED_EMAIL(Kind.SEND, Scope.SEND),
    CHECK_INBOX(Kind.READ, Scope.READ),
    READ_EMAIL(Kind.READ, Scope.READ, Scope.OVERSIGHT),
    DOWNLOAD_ATTACHMENT(Kind.READ, Scope.READ, Scope.OVERSIGHT),
    GET_ATTACHMENT_URL(Kind.READ, Scope.READ, Scope.OVERSIGHT),
    GET_THREAD(Kind.READ, Scope.READ),
    GET_TAGS(Kind.READ, Scope.READ),
    LIST_SPAM(Kind.READ, Scope.READ),
    LIST_CONTACTS(Kind.READ, Scope.READ),
    LIST_THREADS(Kind.READ, Scope.READ),
    GET_MAILBOX(Kind.READ, Scope.READ),
    LIST_MAILBOXES(Kind.READ, Scope.READ),
    WHO_AM_I(Kind.READ, Scope.READ, Scope.SEND, Scope.OVERSIGHT_READ, Scope.OVERSIGHT, Scope.ADMIN),
    LIST_ALLOWLIST(Kind.READ, Scope.READ),
    WAIT_FOR_EMAIL(Kind.READ, Scope.READ),
    WAIT_FOR_DECISION(Kind.READ, Scope.READ, Scope.OVERSIGHT),
    GET_ACCOUNT(Kind.READ, Scope.READ),
    GET_USAGE(Kind.READ, Scope.READ),
    LIST_PENDING(Kind.READ, Scope.READ, Scope.OVERSIGHT_READ, Scope.OVERSIGHT),
    TAG_EMAIL(Kind.ACTION, Scope.SEND, Scope.ADMIN),
    DELETE_TAG(Kind.ACTION, Scope.SEND, Scope.ADMIN),
    REPORT_SPAM(Kind.ACTION, Scope.SEND, Scope.ADMIN),
    NOT_SPAM(Kind.ACTION, Scope.SEND, Scope.ADMIN),
    ADD_CONTACT(Kind.ACTION, Scope.SEND, Scope.ADMIN),
    DELETE_CONTACT(Kind.ACTION, Scope.SEND, Scope.ADMIN),
    CANCEL_MESSAGE(Kind.WITHDRAW, Scope.SEND, Scope.ADMIN),
    REQUEST_UPGRADE(Kind.UPGRADE, Scope.SEND, Scope.ADMIN),
    APPLY_UPGRADE(Kind.UPGRADE, Scope.SEND, Scope.ADMIN),
    SIMULATE_INBOUND(Kind.ASIDE, Scope.SEND, Scope.ADMIN),
    REPORT_ISSUE(Kind.ASIDE, Scope.READ, Scope.SEND, Scope.OVERSIGHT_READ, Scope.OVERSIGHT, Scope.ADMIN),
    DECIDE_EMAIL(Kind.DECIDE, Scope.OVERSIGHT),
    CREATE_MAILBOX(Kind.ADMINISTER, Scope.ADMIN),
    CONFIGURE_MAILBOX(Kind.ADMINISTER, Scope.ADMIN),
    DELETE_MAILBOX(Kind.ADMINISTER, Scope.ADMIN),
    DELETE_EMAIL(Kind.ADMINISTER, Scope.ADMIN),
    ADD_ALLOWLIST_ENTRY(Kind.ADMINISTER, Scope.ADMIN),
    REMOVE_ALLOWLIST_ENTRY(Kind.ADMINISTER, Scope.ADMIN),
    UPDATE_ACCOUNT(Kind.ADMINISTER, Scope.ADMIN),
    DELETE_ACCOUNT(Kind.ADMINISTER, Scope.ADMIN),
    EXPORT_ACCOUNT(Kind.ADMINISTER, Scope.ADMIN),
    CREATE_TOKEN(Kind.ADMINISTER, Scope.ADMIN),
    LIST_TOKENS(Kind.ADMINISTER, Scope.ADMIN),
    UPDATE_TOKEN(Kind.ADMINISTER, Scope.ADMIN),
    REVOKE_TOKEN(Kind.ADMINISTER, Scope.ADMIN),
    CREATE_WEBHOOK(Kind.ADMINISTER, Scope.ADMIN),
    LIST_WEBHOOKS(Kind.ADMINISTER, Scope.ADMIN),
    GET_WEBHOOK(Kind.ADMINISTER, Scope.ADMIN),
    UPDATE_WEBHOOK(Kind.ADMINISTER, Scope.ADMIN),
    ROTATE_WEBHOOK_SECRET(Kind.ADMINISTER, Scope.ADMIN),
    TEST_WEBHOOK(Kind.ADMINISTER, Scope.ADMIN),
    DELETE_WEBHOOK(Kind.ADMINISTER, Scope.ADMIN),
    LIST_DELIVERIES(Kind.ADMINISTER, Scope.ADMIN),
    REDELIVER_WEBHOOK(Kind.ADMINISTER, Scope.ADMIN),
    LIST_SUPPRESSION(Kind.ADMINISTER, Scope.ADMIN),
    REMOVE_SUPPRESSION(Kind.ADMINISTER, Scope.ADMIN),
    CREATE_DOMAIN(Kind.ADMINISTER, Scope.ADMIN),
    LIST_DOMAINS(Kind.ADMINISTER, Scope.ADMIN),
    GET_DOMAIN(Kind.ADMINISTER, Scope.ADMIN),
    VERIFY_DOMAIN(Kind.ADMINISTER, Scope.ADMIN),
    DELETE_DOMAIN(Kind.ADMINISTER, Scope.ADMIN),
    READ_AUDIT_LOG(Kind.ADMINISTER, Scope.ADMIN),
    EXPORT_AUDIT_LOG(Kind.ADMINISTER, Scope.ADMIN),
    BILLING(Kind.ADMINISTER, Scope.ADMIN);

    /** What kind of act an operation is; the oversight mode speaks of kinds, not of operations. */
    public enum Kind {
        /** Looks, and changes nothing that another party sees. */
        READ,
        /** Lets mail leave. */
        SEND,
        /** Changes something of the mailbox's own. */
        ACTION,
        /** Takes back what has not left yet. */
        WITHDRAW,
        /** Asks the owner for a looser mode, or brings the code that the owner got for it. */
        UPGRADE,
        /** Touches no live mail and no setting: made-up test mail, a report to the owner. */
        ASIDE,
        /** Approves or rejects what waits. */
        DECIDE,
        /** Configures the account or a mailbox. */
        ADMINISTER
    }

    private final Kind kind;
    // Set.of is immutable, which the type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Scope> scopes;

    Operation(Kind kind, Scope... scopes) {
        this.kind = kind;
        this.scopes = Set.of(scopes);
    }

    public Kind kind() {
        return kind;
    }

    /** The scopes of which one suffices. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** The operation's name in the API, the audit log and MCP, for example {@code send_email}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
