package dev.multimail.functions.api;

import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.store.Write;
import dev.multimail.token.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Revokes a token. API Gateway may know it for 60 seconds more. */
public record RevokeToken(Services services) implements ApiOperation<OwnerCodes.Code> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REVOKE_TOKEN,
                Endpoint.Verb.DELETE,
                "Revoke a token for good. It stops working within 60 seconds.",
                "/v1/mailboxes/{mailbox}/tokens/{token}",
                "/v1/api-keys/{token}");
    }

    @Override
    public Class<OwnerCodes.Code> requestType() {
        return OwnerCodes.Code.class;
    }

    @Override
    public Reply run(Call<OwnerCodes.Code> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String id = call.pathParameter("token").orElse("");
        MailboxId mailbox = call.pathParameter("mailbox").isPresent()
                ? Targets.mailbox(call).id()
                : null;
        Credential credential = services.store()
                .credentials()
                .get(call.principal().accountId(), id)
                .filter(found -> mailbox == null || isOf(mailbox, found))
                .orElseThrow(Targets::missing);
        OwnerCodes.Word word = OwnerCodes.word(call, id, call.request().approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        List<Write> writes = new ArrayList<>(word.writes());
        if (credential.active()) {
            writes.addAll(services.store().credentials().revoke(credential, call.now()));
        }
        writes.add(services.store().audit().append(call.audit(null, id)));
        services.store().transactions().require(writes);
        return Reply.ok(Map.of("status", "revoked", "id", id));
    }

    private static boolean isOf(MailboxId mailbox, Credential credential) {
        return credential.principal() instanceof Principal.Agent agent
                && agent.mailbox().equals(mailbox);
    }
}
