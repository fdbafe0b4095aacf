package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Listing;
import dev.multimail.functions.view.Nullables;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the mailboxes that the caller may see: an agent's one, an owner's all. */
public record ListMailboxes(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_MAILBOXES,
                Endpoint.Verb.GET,
                "List the account's mailboxes; an agent sees its own.",
                "/v1/mailboxes");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        List<Mailbox> mailboxes = call.principal() instanceof Principal.Agent agent
                ? List.of(Targets.get(services, agent.mailbox()))
                : services.store().mailboxes().ofAccount(call.principal().accountId()).stream()
                        .filter(Mailbox::active)
                        .toList();
        Page<Mailbox> page = Listing.page(
                call,
                "mailboxes:" + call.principal().accountId(),
                mailboxes,
                mailbox -> String.format("%015d", mailbox.createdAt().toEpochMilli()) + mailbox.id());
        services.store().audit().record(call.audit(null, null));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("mailboxes", page.items().stream().map(Views::mailbox).toList());
        answer.put("cursor", page.next());
        return Reply.ok(Nullables.present(answer));
    }
}
