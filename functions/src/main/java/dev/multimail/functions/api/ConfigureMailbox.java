package dev.multimail.functions.api;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.admin.MailboxChange;
import dev.multimail.functions.admin.MailboxSettings;
import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.admin.PreferenceSettings;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.message.Address;
import dev.multimail.policy.Operation;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Target;
import dev.multimail.store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a mailbox: its oversight mode, approvers, time to decide and display name. Fields that are left out stay. */
public record ConfigureMailbox(Services services) implements ApiOperation<ConfigureMailbox.Request> {
    /** What to change. */
    public record Request(
            @Nullable String displayName,
            @Nullable String oversightMode,
            @Nullable List<String> approverEmails,
            @Nullable Long pendingTtlSeconds,
            @Nullable List<String> autoCc,
            @Nullable List<String> autoBcc,
            @Nullable String signatureBlock,
            @Nullable String defaultGateTiming,
            @Nullable Object schedulingEnabled,
            @Nullable Object mcpConfigured,
            @Nullable Object bulkSender,
            @Nullable Long sendsPerHour,
            @Nullable Long retentionDays,
            @Nullable Object aiDisclosure,
            @Nullable Object forwardInbound,
            @Nullable String webhookUrl,
            @Nullable String oversightWebhookUrl,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CONFIGURE_MAILBOX,
                Endpoint.Verb.PATCH,
                "Change a mailbox's oversight mode, approvers, time to decide or display name. Owners only.",
                "/v1/mailboxes/{mailbox}",
                "/v1/mailboxes/{mailbox}/configure");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Request request = call.request();
        Mailbox before = Targets.mailbox(call);
        if (!before.active()) {
            throw Targets.missing();
        }
        OversightMode mode = MailboxSettings.mode(request.oversightMode(), before.mode());
        List<Address> approvers = request.approverEmails() == null
                ? before.approvers()
                : MailboxSettings.approvers(services, before.address(), request.approverEmails());
        Duration ttl = MailboxSettings.pendingTtl(request.pendingTtlSeconds(), before.pendingTtl());
        String name = request.displayName() == null
                ? before.displayName()
                : MailboxSettings.displayName(request.displayName());
        Mailbox after = before.configured(name, mode, approvers, ttl, true).preferring(preferences(request, before));
        OwnerCodes.Word word = MailboxChange.loosens(before, after)
                ? OwnerCodes.word(call, MailboxChange.words(after), request.approvalCode())
                : OwnerCodes.NOT_NEEDED;
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        AuditRecord entry = call.audit("ok", before.id(), before.id().toString(), MailboxChange.facts(before, after));
        List<Write> writes = new ArrayList<>();
        writes.add(services.store().mailboxes().change(before, after));
        writes.addAll(services.store().retentions().follow(before, after, call.now()));
        writes.add(services.store().audit().append(entry));
        services.store().transactions().require(OwnerCodes.with(word, writes));
        Map<String, Object> answer = new LinkedHashMap<>(Views.mailbox(after));
        answer.put("status", "updated");
        return Reply.ok(answer);
    }

    private Preferences preferences(Request request, Mailbox before) {
        PreferenceSettings.refuseWhatIsNotOffered(
                request.aiDisclosure(), request.forwardInbound(), request.webhookUrl(), request.oversightWebhookUrl());
        Preferences now = before.preferences();
        return new Preferences(
                PreferenceSettings.copies("auto_cc", request.autoCc(), now.autoCc()),
                PreferenceSettings.copies("auto_bcc", request.autoBcc(), now.autoBcc()),
                PreferenceSettings.signature(request.signatureBlock(), now.signature()),
                PreferenceSettings.gateTiming(request.defaultGateTiming(), now.gateTiming()),
                PreferenceSettings.flag("scheduling_enabled", request.schedulingEnabled(), now.scheduling()),
                PreferenceSettings.flag("mcp_configured", request.mcpConfigured(), now.toolsReady()),
                PreferenceSettings.bulkSender(services, before, request.bulkSender()),
                PreferenceSettings.number(request.sendsPerHour(), now.sendsPerHour()),
                PreferenceSettings.number(request.retentionDays(), now.retentionDays()));
    }
}
