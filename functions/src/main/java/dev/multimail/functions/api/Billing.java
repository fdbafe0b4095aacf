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
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;

/** Says to clients of the hosted product that nothing is to be paid here. */
public record Billing(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.BILLING,
                Endpoint.Verb.POST,
                "Answers billing_not_offered: a self-hosted installation has no plans.",
                "/v1/billing/checkout",
                "/v1/billing/crypto-checkout",
                "/v1/billing/portal",
                "/v1/billing/cancel");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        throw Problem.of(ErrorCode.BILLING_NOT_OFFERED);
    }
}
