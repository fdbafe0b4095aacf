package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.policy.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells a caller whose token it holds and what it may do with it. */
public record WhoAmI(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.WHO_AM_I,
                Endpoint.Verb.GET,
                "Say whose token this is: its mailbox and oversight mode, its scopes, live or test.",
                "/v1/whoami");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Map<String, Object> answer = new LinkedHashMap<>();
        MailboxId mailbox = switch (call.principal()) {
            case Principal.Agent agent -> {
                describe(answer, agent);
                yield agent.mailbox();
            }
            case Principal.Key key -> {
                answer.put("kind", "key");
                answer.put("token_id", key.tokenId());
                answer.put("account_id", key.accountId());
                answer.put("scopes", wire(key.scopes()));
                yield null;
            }
            case Principal.Approver _ -> throw Targets.missing();
        };
        services.store().audit().record(call.audit(mailbox, null));
        return Reply.ok(answer);
    }

    private void describe(Map<String, Object> answer, Principal.Agent agent) {
        Mailbox mailbox = Targets.get(services, agent.mailbox());
        answer.put("kind", "agent");
        answer.put("token_id", agent.tokenId());
        answer.put("account_id", agent.accountId());
        answer.put("mailbox_id", mailbox.id().toString());
        answer.put("address", mailbox.address().toString());
        answer.put("oversight_mode", mailbox.mode().wire());
        answer.put("test", !agent.live());
        answer.put("scopes", wire(agent.scopes()));
    }

    private static List<String> wire(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wire).sorted().toList();
    }
}
