package dev.multimail.functions.outbound;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks to be sent. The body is given once: as {@code markdown} (or {@code body}, the same), as plain
 * {@code text}, or as {@code html} with {@code text} beside it if wanted. The mailbox may stand in the path instead.
 */
public record Submission(
        @Nullable List<String> to,
        @Nullable List<String> cc,
        @Nullable List<String> bcc,
        @Nullable String subject,
        @Nullable String markdown,
        @Nullable String body,
        @Nullable String text,
        @Nullable String html,
        @Nullable List<File> attachments,
        @Nullable Map<String, String> metadata,
        @Nullable String idempotencyKey,
        @Nullable String sendAt,
        @Nullable String gateTiming,
        @Nullable String mailbox) {
    /** An attached file. */
    public record File(
            @Nullable String name,
            @Nullable String filename,
            @Nullable String contentType,
            @Nullable String contentBase64) {}
}
