package dev.multimail.functions.api;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.admin.Upgrades;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Codes;
import dev.multimail.store.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the owner for a looser mode. Nothing changes until somebody brings the code that the owner got. */
public record RequestUpgrade(Services services) implements ApiOperation<RequestUpgrade.Request> {
    private static final int MAX_RACES = 5;

    /** The mode that is asked for. */
    public record Request(@Nullable String targetMode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REQUEST_UPGRADE,
                Endpoint.Verb.POST,
                "Ask the owner for a looser oversight mode: a single-use code is mailed to the owner, at most"
                        + " three in an hour.",
                "/v1/mailboxes/{mailbox}/request-upgrade");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        String wanted = call.request().targetMode();
        if (wanted == null) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "target_mode is missing.", "field", "target_mode");
        }
        OversightMode target = OversightMode.parse(wanted)
                .orElseThrow(() -> Problem.of(
                        ErrorCode.INVALID_FIELD,
                        "target_mode is gated_all, gated_send, monitored or autonomous.",
                        "field",
                        "target_mode"));
        OneTimeCode code = asked(call, Targets.mailbox(call), target);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "upgrade_requested");
        answer.put("target_mode", target.wire());
        answer.put("expires_at", code.expiresAt().toString());
        answer.put("message", "A code was mailed to the owner. Whoever gets it from the owner can apply the upgrade.");
        return Reply.ok(answer);
    }

    // The mail with the code before may be leaving at this moment, which is written into the same row.
    private OneTimeCode asked(Call<Request> call, Mailbox mailbox, OversightMode target) {
        Codes codes = services.store().codes();
        for (int race = 0; race < MAX_RACES; race++) {
            Optional<OneTimeCode> before = codes.get(Upgrades.id(mailbox.id()));
            OneTimeCode code = Upgrades.ask(services, mailbox, target, before, call.now());
            Optional<Write.Guard> lost = services.store()
                    .transactions()
                    .commit(List.of(
                            before.isPresent() ? codes.change(before.get(), code) : codes.create(code),
                            services.store()
                                    .audit()
                                    .append(call.audit(
                                            "ok",
                                            mailbox.id(),
                                            mailbox.id().toString(),
                                            Map.of("target_mode", target.wire())))));
            if (lost.isEmpty()) {
                return code;
            }
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }
}
