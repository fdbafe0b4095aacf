package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Listing;
import dev.multimail.functions.view.Nullables;
import dev.multimail.functions.view.SuppressionViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Suppression;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the addresses that the account sends nothing to. */
public record ListSuppression(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_SUPPRESSION,
                Endpoint.Verb.GET,
                "List the addresses that bounced for good or complained, newest first: nothing is sent to them.",
                "/v1/suppression");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String account = call.principal().accountId();
        Page<Suppression> page = Listing.page(
                call,
                "suppression:" + account,
                services.store().suppressions().ofAccount(account),
                entry -> String.format("%015d", entry.at().toEpochMilli()) + entry.address());
        services.store().audit().record(call.audit(null, null));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "suppressions", page.items().stream().map(SuppressionViews::of).toList());
        answer.put("cursor", page.next());
        return Reply.ok(Nullables.present(answer));
    }
}
