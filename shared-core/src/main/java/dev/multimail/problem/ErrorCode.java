package dev.multimail.problem;

import java.util.Locale;

/**
 * Every code that a caller of MultiMail can see, with the kind of failure it is and the default sentence and hint. The
 * wire form is the constant's name in lower case. {@code docs/errors.md} lists them all; a test holds it to this enum.
 */
public enum ErrorCode {
    INVALID_JSON(
            Kind.INVALID,
            "The request body is not valid JSON.",
            "Send a JSON object with content-type application/json."),
    INVALID_FIELD(Kind.INVALID, "A field has a wrong type or value.", "Compare the field with the API reference."),
    MISSING_FIELD(Kind.INVALID, "A required field is missing.", "Add the field that the sentence names."),
    INVALID_RECIPIENT(
            Kind.INVALID,
            "A recipient is not an email address.",
            "Give each recipient as local-part@domain (RFC 5321 §4.1.2)."),
    TOO_MANY_RECIPIENTS(Kind.INVALID, "A message has at most 50 recipients.", "Send to fewer recipients."),
    HEADER_INJECTION(
            Kind.INVALID, "A header value has a line break or control character.", "Remove CR, LF and NUL from it."),
    SUBJECT_TOO_LONG(Kind.INVALID, "A subject has at most 998 characters.", "Shorten the subject (RFC 5322 §2.1.1)."),
    BODY_TOO_LARGE(Kind.INVALID, "A body has at most 262,144 characters.", "Shorten the body or attach it as a file."),
    ATTACHMENT_TOO_LARGE(
            Kind.INVALID, "Attachments have at most 4 MiB together.", "Send fewer or smaller attachments, or a link."),
    INVALID_ATTACHMENT(
            Kind.INVALID,
            "An attachment is not usable.",
            "Give name, content_type and content_base64 for each attachment."),
    INVALID_CURSOR(Kind.INVALID, "This cursor was not made by this list.", "Start again without a cursor."),
    PROOF_OF_WORK_INVALID(
            Kind.INVALID,
            "The proof of work is wrong, too old or spent.",
            "Ask for a new challenge with POST /v1/account/challenge and solve it."),
    REQUEST_TOO_LARGE(Kind.TOO_LARGE, "A request has at most 6 MB.", "Send less in one request."),
    UNAUTHORIZED(
            Kind.UNAUTHENTICATED,
            "The token is missing, mistyped, revoked or unknown.",
            "Send the header Authorization: Bearer mm_live_… or mm_test_…"),
    INSUFFICIENT_SCOPE(
            Kind.FORBIDDEN, "This token may not do that.", "Use a token with the scope that the sentence names."),
    AGENT_MAY_NOT_DECIDE(
            Kind.FORBIDDEN,
            "An agent cannot approve or reject messages.",
            "An approver decides by the link in the notice, or an oversight key does."),
    SENDING_NEEDS_MAILBOX_TOKEN(
            Kind.FORBIDDEN,
            "An account key cannot send.",
            "Use the mailbox's own token: no credential both sends and decides."),
    TEST_TOKEN_NEEDED(
            Kind.FORBIDDEN, "Live mail is never made up.", "Use the mailbox's test token (mm_test_…) for rehearsals."),
    SIGN_UP_CLOSED(
            Kind.FORBIDDEN,
            "This installation opens no accounts for strangers.",
            "Ask its owner for a mailbox and a token."),
    MODE_READ_ONLY(
            Kind.FORBIDDEN,
            "This mailbox is read_only: it cannot send.",
            "Ask the owner to set oversight_mode to gated_send, or request an upgrade."),
    MAILBOX_INACTIVE(Kind.FORBIDDEN, "This mailbox is not active.", "Ask the owner."),
    APPROVAL_LINK_INVALID(
            Kind.FORBIDDEN, "This approval link is not valid.", "Ask for a fresh link on the message's approval page."),
    CODE_INVALID(
            Kind.FORBIDDEN, "This code is wrong, used or too old.", "Ask for a new one; it is mailed to the owner."),
    APPROVER_REMOVED(Kind.FORBIDDEN, "You are no longer an approver of this mailbox.", "Ask the mailbox's owner."),
    NOT_FOUND(Kind.NOT_FOUND, "There is no such thing here.", "Check the id and the token's mailbox."),
    WRONG_STATE(
            Kind.CONFLICT,
            "The message is in a state that does not allow this.",
            "Read the message's status, then decide."),
    MESSAGE_EXPIRED(Kind.CONFLICT, "The message expired before a person decided.", "Send it again as a new message."),
    CONTENT_CHANGED(
            Kind.CONFLICT,
            "This link approves other content than the message has now.",
            "Ask for a fresh link on the message's approval page."),
    ADDRESS_IN_USE(Kind.CONFLICT, "A mailbox with this address exists or existed.", "Choose another address."),
    DOMAIN_NOT_VERIFIED(
            Kind.CONFLICT,
            "Mail cannot leave under this domain yet.",
            "Add the domain with POST /v1/domains, set its DNS records, and verify it."),
    DOMAIN_IN_USE(
            Kind.CONFLICT, "Mailboxes have addresses of this domain.", "Delete those mailboxes first, or keep it."),
    ALREADY_EXISTS(Kind.CONFLICT, "It exists already.", "Nothing is left to do."),
    RECIPIENT_SUPPRESSED(
            Kind.CONFLICT,
            "A recipient bounced, complained or unsubscribed earlier.",
            "Remove the recipient, or ask the owner to lift the suppression."),
    IDEMPOTENCY_KEY_REUSED(
            Kind.UNPROCESSABLE,
            "This idempotency key was used for another request.",
            "Use a new key for a new request."),
    LIMIT_REACHED(Kind.LIMITED, "A limit is reached.", "Wait as long as Retry-After says."),
    BILLING_NOT_OFFERED(
            Kind.NOT_OFFERED,
            "This installation is self-hosted: it has no plans and sends no bills.",
            "Nothing is to be paid here."),
    TRY_AGAIN(Kind.UNAVAILABLE, "Too many changes met at once; nothing was changed.", "Send the same request again."),
    INTERNAL(
            Kind.INTERNAL,
            "Something failed on our side.",
            "Send the same request again; quote request_id if it stays.");

    /** What kind of failure a code is; the HTTP front maps each kind to one status. */
    public enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_LARGE,
        UNPROCESSABLE,
        LIMITED,
        NOT_OFFERED,
        UNAVAILABLE,
        INTERNAL
    }

    private final Kind kind;
    private final String sentence;
    private final String hint;

    ErrorCode(Kind kind, String sentence, String hint) {
        this.kind = kind;
        this.sentence = sentence;
        this.hint = hint;
    }

    /** What kind of failure this is. */
    public Kind kind() {
        return kind;
    }

    /** The sentence that callers read when no more precise one is given. */
    public String sentence() {
        return sentence;
    }

    /** What the caller can do. */
    public String hint() {
        return hint;
    }

    /** The code as it goes over the wire, for example {@code not_found}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
