package dev.multimail.functions.outbound;

import java.time.Duration;

/** The limits of what can be sent; {@code docs/errors.md} tells them to callers. */
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

    public static final int METADATA_ENTRIES = 20;
    public static final int METADATA_TEXT = 200;
    public static final int IDEMPOTENCY_KEY = 256;
    public static final Duration SCHEDULE = Duration.ofDays(365);

    private Limits() {}
}
