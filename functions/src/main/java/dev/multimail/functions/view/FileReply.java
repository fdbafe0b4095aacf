package dev.multimail.functions.view;

import dev.multimail.functions.gateway.Reply;
import dev.multimail.mail.Attachment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An attachment in an answer: raw, never run by a browser, never kept by a cache. */
public final class FileReply {
    private FileReply() {}

    public static Reply of(Attachment attachment) {
        String encoded =
                URLEncoder.encode(attachment.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return new Reply.Binary(
                200,
                Map.of(
                        "content-type", attachment.contentType(),
                        "content-disposition", "attachment; filename*=UTF-8''" + encoded,
                        "x-content-type-options", "nosniff",
                        "content-security-policy", "sandbox; default-src 'none'",
                        "cache-control", "no-store"),
                attachment.content());
    }
}
