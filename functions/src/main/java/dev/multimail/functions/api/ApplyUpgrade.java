package dev.multimail.functions.api;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.admin.Upgrades;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Codes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Redeems the code that the owner got; the code is the owner's authorization and is good once. */
public record ApplyUpgrade(Services services) implements ApiOperation<ApplyUpgrade.Request> {
    /** The code, with or without its dash, in any case. */
    public record Request(@Nullable String code) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.APPLY_UPGRADE,
                Endpoint.Verb.POST,
                "Bring the code that was mailed to the owner: the mailbox gets the mode that was asked for.",
                "/v1/mailboxes/{mailbox}/upgrade");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        String text = call.request().code();
        if (text == null || text.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "code is missing.", "field", "code");
        }
        Mailbox before = Targets.mailbox(call);
        Codes codes = services.store().codes();
        OneTimeCode code = codes.get(Upgrades.id(before.id())).orElseThrow(Targets::missing);
        if (!code.redeemedBy(text, services.settings().linkKeys(), call.now())) {
            services.store().transactions().require(List.of(codes.change(code, code.tried())));
            throw Problem.of(ErrorCode.CODE_INVALID);
        }
        OversightMode target = Upgrades.target(code, before.mode())
                .orElseThrow(() -> Problem.of(
                        ErrorCode.CODE_INVALID, "The mailbox's mode changed since this code was asked for."));
        Mailbox after = before.configured(
                before.displayName(), target, before.approvers(), before.pendingTtl(), before.active());
        services.store()
                .transactions()
                .require(List.of(
                        services.store().mailboxes().change(before, after),
                        codes.change(code, code.used(call.now())),
                        services.store()
                                .audit()
                                .append(call.audit(
                                        "ok",
                                        before.id(),
                                        before.id().toString(),
                                        Map.of(
                                                "oversight_mode_before",
                                                        before.mode().wire(),
                                                "oversight_mode", target.wire(),
                                                "authorized_by", code.to().toString())))));
        Map<String, Object> answer = new LinkedHashMap<>(Views.mailbox(after));
        answer.put("status", "upgraded");
        return Reply.ok(answer);
    }
}
