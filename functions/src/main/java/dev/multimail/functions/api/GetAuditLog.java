package dev.multimail.functions.api;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.AuditFilter;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AuditViews;
import dev.multimail.functions.view.Nullables;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the audit log, newest first: the whole account's, or one mailbox's. */
public record GetAuditLog(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 50;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.READ_AUDIT_LOG,
                Endpoint.Verb.GET,
                "List the audit log, newest first, of the account or of one mailbox, by action, outcome, actor"
                        + " or time.",
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
        boolean all = AuditFilter.all(call);
        List<MailboxId> mailboxes = AuditFilter.mailboxes(call);
        String list = "audit:" + account + (all ? "" : mailboxes);
        Page<AuditRecord> page = AuditFilter.of(call).page(call, mailboxes, all, call.limit(STANDARD_LIMIT), list);
        services.store().audit().record(call.audit(all ? null : mailboxes.getFirst(), null));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("entries", page.items().stream().map(AuditViews::of).toList());
        answer.put("cursor", page.next());
        return Reply.ok(Nullables.present(answer));
    }
}
