package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.outbound.Submission;
import dev.multimail.functions.outbound.Submit;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;

/** Sends an email, or holds it for approval when the mailbox's oversight mode says so. */
public record SendEmail(Services services) implements ApiOperation<Submission> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.SEND_EMAIL,
                Endpoint.Verb.POST,
                "Send an email. Under gated_send and gated_all it is held until an approver decides.",
                "/v1/mailboxes/{mailbox}/send",
                "/v1/emails/send");
    }

    @Override
    public Class<Submission> requestType() {
        return Submission.class;
    }

    @Override
    public Reply run(Call<Submission> call) {
        return Submit.send(call);
    }
}
