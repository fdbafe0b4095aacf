package dev.multimail.functions.api;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.lookup.AuditFilter;
import dev.multimail.functions.lookup.SealedLog;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AuditViews;
import dev.multimail.functions.view.JsonLinesReply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Page;
import java.util.List;

/** Exports records of the audit log, one JSON object a line. */
public record ExportAuditLog(Services services) implements ApiOperation<NoBody> {
    /** Lambda answers at most 6 MB; a record has at most a few hundred octets. */
    private static final int MAX_RECORDS = 2_000;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.EXPORT_AUDIT_LOG,
                Endpoint.Verb.GET,
                "Export the audit log as JSON Lines, newest first, or sealed; the header x-next-cursor tells where the"
                        + " rest begins.",
                "/v1/audit-log/export");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        boolean all = AuditFilter.all(call);
        List<MailboxId> mailboxes = AuditFilter.mailboxes(call);
        MailboxId mailbox = all ? null : mailboxes.getFirst();
        Page<String> page = sealed(call) ? SealedLog.page(call, mailbox, MAX_RECORDS) : newest(call, mailboxes, all);
        services.store().audit().record(call.audit(mailbox, null));
        return JsonLinesReply.of("audit-log.jsonl", page);
    }

    private static boolean sealed(Call<?> call) {
        String form = call.queryParameter("form").orElse("newest");
        if (form.equals("sealed") && !AuditFilter.of(call).isNone()) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "The sealed form takes no filters.", "field", "form");
        }
        return switch (form) {
            case "newest" -> false;
            case "sealed" -> true;
            default -> throw Problem.of(ErrorCode.INVALID_FIELD, "form is newest or sealed.", "field", "form");
        };
    }

    private static Page<String> newest(Call<?> call, List<MailboxId> mailboxes, boolean all) {
        String list = "audit:" + call.principal().accountId() + (all ? "" : mailboxes);
        Page<AuditRecord> page = AuditFilter.of(call).page(call, mailboxes, all, MAX_RECORDS, list);
        return new Page<>(
                page.items().stream()
                        .map(entry -> Json.write(AuditViews.of(entry)))
                        .toList(),
                page.next());
    }
}
