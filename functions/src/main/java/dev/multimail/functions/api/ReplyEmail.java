package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.outbound.Submission;
import dev.multimail.functions.outbound.Submit;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;

/** Answers a message in its thread: recipient, subject and threading headers follow from it (RFC 5322 §3.6.4). */
public record ReplyEmail(Services services) implements ApiOperation<Submission> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REPLY_EMAIL,
                Endpoint.Verb.POST,
                "Reply to a message in its thread. Held for approval like any other send.",
                "/v1/mailboxes/{mailbox}/reply/{email}",
                "/v1/emails/{email}/reply");
    }

    @Override
    public Class<Submission> requestType() {
        return Submission.class;
    }

    @Override
    public Reply run(Call<Submission> call) {
        return Submit.reply(call);
    }
}
