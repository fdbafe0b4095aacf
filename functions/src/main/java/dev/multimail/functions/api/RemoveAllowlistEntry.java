package dev.multimail.functions.api;

import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.AllowlistEntry;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.List;
import java.util.Map;

/** Takes a standing approval back, also for what is queued and did not leave yet. */
public record RemoveAllowlistEntry(Services services) implements ApiOperation<OwnerCodes.Code> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REMOVE_ALLOWLIST_ENTRY,
                Endpoint.Verb.DELETE,
                "Take back a standing approval: mail to it waits for a person again. Owners only.",
                "/v1/mailboxes/{mailbox}/allowlist/{entry}");
    }

    @Override
    public Class<OwnerCodes.Code> requestType() {
        return OwnerCodes.Code.class;
    }

    @Override
    public Reply run(Call<OwnerCodes.Code> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Mailbox before = Targets.mailbox(call);
        String id = call.pathParameter("entry").orElse("");
        List<String> left = before.allowlist().stream()
                .filter(pattern -> !AllowlistEntry.idOf(pattern).equals(id))
                .toList();
        if (left.size() == before.allowlist().size()) {
            throw Targets.missing();
        }
        OwnerCodes.Word word = OwnerCodes.word(
                call, before.address() + ", entry " + id, call.request().approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        services.store()
                .transactions()
                .require(OwnerCodes.with(
                        word,
                        services.store().mailboxes().change(before, before.allowing(left)),
                        services.store().allowlists().delete(before.id(), id),
                        services.store().audit().append(call.audit(before.id(), id))));
        return Reply.ok(Map.of("status", "removed", "deleted", true, "id", id));
    }
}
