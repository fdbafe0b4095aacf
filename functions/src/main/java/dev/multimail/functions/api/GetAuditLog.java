package dev.multimail.functions.api;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AuditViews;
import dev.multimail.functions.view.Cursor;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the audit log, newest first: the whole account's, or one mailbox's. */
public record GetAuditLog(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 50;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.READ_AUDIT_LOG,
                Endpoint.Verb.GET,
                "List the audit log, newest first, of the account or of one mailbox.",
                "/v1/audit-log");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String account = call.principal().accountId();
        boolean all = call.queryParameter("mailbox").isEmpty();
        List<MailboxId> mailboxes = all
                ? services.store().mailboxes().ofAccount(account).stream()
                        .map(Mailbox::id)
                        .toList()
                : List.of(Targets.mailbox(call).id());
        String list = "audit:" + account + (all ? "" : mailboxes);
        Page<AuditRecord> page = services.store()
                .audit()
                .newest(
                        account,
                        mailboxes,
                        all,
                        call.limit(STANDARD_LIMIT),
                        Cursor.position(list, call.queryParameter("cursor")));
        services.store().audit().record(call.audit(all ? null : mailboxes.getFirst(), null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", page.items().stream().map(AuditViews::of).toList());
        answer.put("cursor", Cursor.of(list, page.next()));
        return Reply.ok(answer);
    }
}
