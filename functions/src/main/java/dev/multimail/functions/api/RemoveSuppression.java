package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes an address off the suppression list. */
public record RemoveSuppression(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REMOVE_SUPPRESSION,
                Endpoint.Verb.DELETE,
                "Let mail go to a suppressed address again. Owners only.",
                "/v1/suppression/{address}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String account = call.principal().accountId();
        String address = call.pathParameter("address").orElse("").toLowerCase(Locale.ROOT);
        if (services.store().suppressions().get(account, address).isEmpty()) {
            throw Targets.missing();
        }
        services.store()
                .transactions()
                .require(List.of(
                        services.store().suppressions().remove(account, address),
                        services.store().audit().append(call.audit(null, address))));
        return Reply.ok(Map.of("status", "removed", "deleted", true, "email_address", address));
    }
}
