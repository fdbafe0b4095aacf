package dev.multimail.functions.pipeline;

import dev.multimail.effect.Job;
import dev.multimail.functions.json.Json;
import dev.multimail.id.MessageId;
import org.jspecify.annotations.Nullable;

/** Jobs as the text of queue messages. */
public final class Jobs {
    private Jobs() {}

    /** The text's shape: a kind, and the ids that it needs; a code's id stands where a message's does. */
    record Wire(
            String kind,
            @Nullable String messageId,
            @Nullable String accountId,
            @Nullable String deliveryKey) {}

    public static String write(Job job) {
        return Json.write(
                switch (job) {
                    case Job.Deliver deliver ->
                        new Wire("deliver", deliver.messageId().toString(), null, null);
                    case Job.AskApprovers ask ->
                        new Wire("ask_approvers", ask.messageId().toString(), null, null);
                    case Job.CopyToApprovers copy ->
                        new Wire("copy_to_approvers", copy.messageId().toString(), null, null);
                    case Job.Release release ->
                        new Wire("release", release.messageId().toString(), null, null);
                    case Job.MailCode code -> new Wire("mail_code", code.codeId(), null, null);
                    case Job.MailLetter letter -> new Wire("mail_letter", letter.letterId(), null, null);
                    case Job.PostWebhook post -> new Wire("post_webhook", null, post.accountId(), post.deliveryKey());
                });
    }

    public static Job read(String text) {
        Wire wire = Json.readOwn(text, Wire.class);
        return switch (wire.kind()) {
            case "deliver" -> new Job.Deliver(messageId(wire));
            case "ask_approvers" -> new Job.AskApprovers(messageId(wire));
            case "copy_to_approvers" -> new Job.CopyToApprovers(messageId(wire));
            case "release" -> new Job.Release(messageId(wire));
            case "mail_code" -> new Job.MailCode(need(wire.messageId()));
            case "mail_letter" -> new Job.MailLetter(need(wire.messageId()));
            case "post_webhook" -> new Job.PostWebhook(need(wire.accountId()), need(wire.deliveryKey()));
            default -> throw new IllegalArgumentException("unknown job: " + wire.kind());
        };
    }

    private static MessageId messageId(Wire wire) {
        return MessageId.of(need(wire.messageId()));
    }

    private static String need(@Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("a job lacks an id");
        }
        return value;
    }
}
