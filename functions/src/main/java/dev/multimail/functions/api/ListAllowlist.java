package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AllowlistViews;
import dev.multimail.functions.view.Listing;
import dev.multimail.functions.view.Nullables;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.AllowlistEntry;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists a mailbox's standing approvals. */
public record ListAllowlist(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_ALLOWLIST,
                Endpoint.Verb.GET,
                "List the recipients that need no approval under gated_send, newest first.",
                "/v1/mailboxes/{mailbox}/allowlist");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        MailboxId mailbox = Targets.lane(call).mailbox();
        Page<AllowlistEntry> page = Listing.page(
                call,
                "allowlist:" + mailbox,
                services.store().allowlists().of(mailbox),
                entry -> String.format("%015d", entry.addedAt().toEpochMilli()) + entry.id());
        services.store().audit().record(call.audit(mailbox, null));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("entries", page.items().stream().map(AllowlistViews::of).toList());
        answer.put("mailbox_id", mailbox.toString());
        answer.put("count", page.items().size());
        answer.put("cursor", page.next());
        return Reply.ok(Nullables.present(answer));
    }
}
