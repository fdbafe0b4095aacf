package dev.multimail.functions.api;

import dev.multimail.functions.admin.Closing;
import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.List;
import java.util.Map;

/** Closes the account. What was sent and the audit log stay; nobody can act any more. */
public record DeleteAccount(Services services) implements ApiOperation<OwnerCodes.Code> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_ACCOUNT,
                Endpoint.Verb.DELETE,
                "Close the account: every mailbox is switched off and every token revoked, for good. Owners only.",
                "/v1/account");
    }

    @Override
    public Class<OwnerCodes.Code> requestType() {
        return OwnerCodes.Code.class;
    }

    @Override
    public Reply run(Call<OwnerCodes.Code> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Account account =
                services.store().accounts().get(call.principal().accountId()).orElseThrow(Targets::missing);
        OwnerCodes.Word word =
                OwnerCodes.word(call, account.id(), call.request().approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        List<Mailbox> mailboxes = services.store().mailboxes().ofAccount(account.id()).stream()
                .filter(Mailbox::active)
                .toList();
        for (Mailbox mailbox : mailboxes) {
            Closing.mailbox(call, mailbox);
        }
        // Last, and with the caller's own key among them: a call that broke off can be made again until here.
        Closing.account(call, account, word.writes());
        return Reply.ok(Map.of("status", "deleted", "id", account.id()));
    }
}
