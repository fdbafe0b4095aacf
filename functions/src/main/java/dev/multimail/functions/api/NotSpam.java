package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.oversight.Spam;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.SpamLabel;
import dev.multimail.policy.Operation;

/** Says of a received message that it is no spam. */
public record NotSpam(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.NOT_SPAM,
                Endpoint.Verb.POST,
                "Say that a message is no spam: it comes back to the inbox. Held under gated_all.",
                "/v1/mailboxes/{mailbox}/emails/{email}/not-spam",
                "/v1/emails/{email}/not-spam");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        return Spam.label(call, SpamLabel.NOT_SPAM);
    }
}
