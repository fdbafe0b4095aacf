package dev.multimail.functions.view;

import dev.multimail.functions.wiring.Settings;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.message.Address;
import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Life;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.Receipts;
import dev.multimail.message.SpamLabel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How things look in answers. Clients of two generations read them, so a message answers with both names of a thing:
 * {@code id} and {@code message_id}, {@code from} and {@code from_address}, and so on.
 */
public final class Views {
    private Views() {}

    /** A message as lists show it. */
    public static Map<String, Object> summary(Message message) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", message.id().toString());
        view.put("message_id", message.id().toString());
        view.put("mailbox_id", message.id().mailbox().toString());
        view.put("test", !message.id().live());
        switch (message.matter()) {
            case Matter.Outbound outbound -> outbound(view, outbound);
            case Matter.Inbound inbound -> inbound(view, inbound);
            case Matter.HeldAction action -> action(view, action);
        }
        view.put("subject", message.matter().subject());
        view.put("status", message.state().wire());
        view.put("created_at", message.createdAt().toString());
        view.put("received_at", message.createdAt().toString());
        view.put("updated_at", message.updatedAt().toString());
        view.put("tags", message.tags());
        view.put("spam_verdict", verdict(message));
        view.put("spam_score", null);
        view.put(
                "user_label",
                message.label() == SpamLabel.NONE ? null : message.label().wire());
        life(view, message.life());
        return Nullables.present(view);
    }

    /** A mailbox as its owner sees it. */
    public static Map<String, Object> mailbox(Mailbox mailbox) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", mailbox.id().toString());
        view.put("address", mailbox.address().toString());
        view.put("display_name", mailbox.displayName());
        view.put("oversight_mode", mailbox.mode().wire());
        view.put(
                "approver_emails",
                mailbox.approvers().stream().map(Address::toString).toList());
        view.put("pending_ttl_seconds", mailbox.pendingTtl().toSeconds());
        view.put("allowlist", mailbox.allowlist());
        Preferences preferences = mailbox.preferences();
        view.put("auto_cc", joined(preferences.autoCc()));
        view.put("auto_bcc", joined(preferences.autoBcc()));
        view.put("signature_block", preferences.signature());
        view.put("default_gate_timing", preferences.gateTiming().wire());
        view.put("scheduling_enabled", preferences.scheduling() ? 1 : 0);
        view.put("mcp_configured", preferences.toolsReady() ? 1 : 0);
        view.put("bulk_sender", preferences.bulkSender());
        view.put("sends_per_hour", preferences.sendsPerHour());
        view.put("retention_days", preferences.retentionDays());
        view.put("forward_inbound", 0);
        view.put("ai_disclosure", 1);
        view.put("is_active", mailbox.active() ? 1 : 0);
        view.put("tenant_id", mailbox.accountId());
        view.put("created_at", mailbox.createdAt().toString());
        return Nullables.present(view);
    }

    /**
     * The page that asks for a message's approval. It is an address without any power: the power is in an approver's
     * link.
     */
    public static String approvalUrl(Settings settings, Message message) {
        return settings.url("/v1/approve/" + message.id());
    }

    private static String verdict(Message message) {
        return switch (message.label()) {
            case SPAM -> "quarantined";
            case NOT_SPAM -> "clean";
            case NONE -> scanned(message);
        };
    }

    private static String scanned(Message message) {
        if (message.isFlagged()) {
            return "flagged";
        }
        return message.isFoundClean() || !(message.matter() instanceof Matter.Inbound) ? "clean" : "unknown";
    }

    private static void outbound(Map<String, @Nullable Object> view, Matter.Outbound outbound) {
        view.put("direction", "outbound");
        view.put("thread_id", outbound.thread().toString());
        from(view, outbound.envelope().from().toString(), outbound.fromName());
        recipients(
                view, texts(outbound.envelope().to()), texts(outbound.envelope().cc()));
        view.put("bcc", texts(outbound.envelope().bcc()));
        view.put("has_attachments", outbound.attachments() > 0);
        view.put("size_bytes", outbound.size());
        view.put(
                "in_reply_to",
                outbound.answers() == null ? null : outbound.answers().toString());
        view.put("metadata", outbound.metadata());
    }

    private static void inbound(Map<String, @Nullable Object> view, Matter.Inbound inbound) {
        view.put("direction", "inbound");
        view.put("thread_id", inbound.thread().toString());
        from(view, inbound.from(), inbound.fromName());
        recipients(view, inbound.to(), inbound.cc());
        view.put("reply_to", inbound.replyTo());
        view.put("has_attachments", inbound.attachments() > 0);
        view.put("size_bytes", inbound.size());
        view.put("untrusted", true);
        view.put("verdicts", inbound.verdicts());
        view.put("automatic", inbound.automatic());
        view.put("readable", inbound.readable());
    }

    private static void action(Map<String, @Nullable Object> view, Matter.HeldAction action) {
        view.put("direction", "action");
        view.put("action", action.operation().wire());
        view.put("about", action.about());
        view.put("arguments", action.arguments());
        view.put("from", "");
        recipients(view, List.of(), List.of());
    }

    private static void from(Map<String, @Nullable Object> view, String address, @Nullable String name) {
        view.put("from", address);
        view.put("from_address", address);
        view.put("from_name", name);
    }

    private static void recipients(Map<String, @Nullable Object> view, List<String> to, List<String> cc) {
        view.put("to", to);
        view.put("to_addresses", to);
        view.put("cc", cc);
    }

    private static void life(Map<String, @Nullable Object> view, Life life) {
        view.put("expires_at", text(life.expiresAt()));
        view.put("send_at", text(life.sendAt()));
        Approval approval = life.approval();
        view.put("approved_at", approval == null ? null : text(approval.at()));
        view.put("approved_by", approval == null ? null : approval.by());
        Ending ending = life.ending();
        view.put("ended_at", ending == null ? null : text(ending.at()));
        view.put("ended_by", ending == null ? null : ending.by());
        view.put("reason", ending == null ? null : ending.reason());
        view.put(
                "sent_at", life.handover() == null ? null : text(life.handover().at()));
        view.put(
                "rfc_message_id",
                life.handover() == null ? null : life.handover().messageIdHeader());
        Receipts receipts = life.receipts();
        view.put("delivered_at", text(receipts.deliveredAt()));
        view.put("bounced_at", text(receipts.bouncedAt()));
        view.put("bounce_type", receipts.bounceType());
        view.put("complained_at", text(receipts.complainedAt()));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    private static @Nullable String joined(List<Address> addresses) {
        return addresses.isEmpty() ? null : String.join(", ", texts(addresses));
    }
}
