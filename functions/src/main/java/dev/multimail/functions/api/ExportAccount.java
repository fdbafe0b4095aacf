package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.AccountExport;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.JsonLinesReply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Page;
import dev.multimail.store.Rates;
import dev.multimail.store.Write;
import java.util.List;
import java.util.Optional;

/** Exports all that an account has, one JSON object a line: its settings first, then every message with its text. */
public record ExportAccount(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.EXPORT_ACCOUNT,
                Endpoint.Verb.GET,
                "Export the account, its mailboxes and all of their messages as JSON Lines, once an hour; the last"
                        + " line and the header x-next-cursor tell where the rest begins. Owners only.",
                "/v1/export");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        // Counted when it was read: one that fails may be asked for again at once.
        Page<String> page = AccountExport.page(call);
        if (call.queryParameter("cursor").isPresent()) {
            // The rest of an export that was counted when it began.
            services.store().audit().record(call.audit(null, null));
        } else {
            begin(call);
        }
        return JsonLinesReply.of("account.jsonl", page);
    }

    private void begin(Call<NoBody> call) {
        Optional<Write.Guard> failed = services.store()
                .transactions()
                .commit(List.of(
                        services.store().rates().exported(call.principal().accountId(), call.now()),
                        services.store().audit().append(call.audit(null, null))));
        if (failed.isPresent()) {
            throw Problem.of(
                    ErrorCode.LIMIT_REACHED,
                    "The account was exported within this hour already.",
                    "retry_after",
                    Long.toString(Rates.secondsToNextHour(call.now())));
        }
    }
}
