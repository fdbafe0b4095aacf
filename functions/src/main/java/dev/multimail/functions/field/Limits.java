package dev.multimail.functions.field;

import java.time.Duration;

/** How much of what callers give there may be; {@code docs/errors.md} tells it to them. */
public final class Limits {
    /** Recipients of all kinds together: the most that SES takes (AWS: SES service quotas). */
    public static final int RECIPIENTS = 50;
    /** RFC 5322 §2.1.1. */
    public static final int SUBJECT = 998;

    public static final int BODY = 262_144;
    public static final int ATTACHMENTS = 20;
    public static final int ATTACHMENT_NAME = 255;
    /** All attachments together; base64 makes them a third larger, and Lambda takes requests of 6 MB. */
    public static final int ATTACHMENT_BYTES = 4 * 1024 * 1024;
    /** One attachment in base64, with room for line ends (RFC 2045 §6.8). */
    public static final int ATTACHMENT_BASE64 = 5_800_000;

    public static final int CONTENT_TYPE = 512;
    public static final int METADATA_ENTRIES = 20;
    public static final int METADATA_TEXT = 200;
    public static final int IDEMPOTENCY_KEY = 256;
    public static final Duration SCHEDULE = Duration.ofDays(365);

    /** An address as RFC 5321 §4.5.3.1.3 has it, with some room, so that the address itself is what is refused. */
    public static final int ADDRESS = 1_000;
    /** An address with a name before it. */
    public static final int NAMED_ADDRESS = 2_000;

    public static final int TAGS = 50;
    public static final int TAG_NAME = 64;
    public static final int TAG_VALUE = 256;
    public static final int CONTACT_NAME = 200;
    public static final int CONTACT_TAGS = 20;
    public static final int TOKEN_NAME = 100;
    public static final int REASON = 500;
    public static final int REPORT = 4_000;
    public static final int REQUEST_ID = 128;
    public static final int STATEMENT = 1_000_000;
    public static final int USE_CASE = 1_000;
    public static final int USE_TYPE = 100;
    public static final int EVENTS = 50;
    public static final int SCOPES = 20;
    public static final int URL = 2_048;
    public static final int SECRET = 256;

    /** An id, a code, a time, a word of a few: what has a form of its own that is looked at next. */
    public static final int WORD = 200;
    /** A parameter of a path or a query. */
    public static final int PARAMETER = 1_000;

    private Limits() {}
}
