package dev.multimail.effect;

import dev.multimail.id.MessageId;

/** Work on a queue. It carries ids alone: whoever takes it reads the row and lets the row decide. */
public sealed interface Job {
    /** Let a queued message leave. */
    record Deliver(MessageId messageId) implements Job {}

    /** Ask the approvers of a message that waits, with fresh links. */
    record AskApprovers(MessageId messageId) implements Job {}

    /** Tell the approvers of a monitored mailbox what it sent. */
    record CopyToApprovers(MessageId messageId) implements Job {}

    /** Let a scheduled message go, if its time has come. */
    record Release(MessageId messageId) implements Job {}

    /** Mail a code to whom it is for. */
    record MailCode(String codeId) implements Job {}

    /** Mail a letter of the service itself. */
    record MailLetter(String letterId) implements Job {}

    /** Post one delivery to its endpoint. */
    record PostWebhook(String accountId, String deliveryKey) implements Job {}
}
