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

/** Calls a received message spam; it is kept, and lists leave it out. */
public record ReportSpam(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REPORT_SPAM,
                Endpoint.Verb.POST,
                "Call a message that came in spam: it leaves the inbox. Held under gated_all.",
                "/v1/mailboxes/{mailbox}/emails/{email}/report-spam",
                "/v1/emails/{email}/report-spam");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        return Spam.label(call, SpamLabel.SPAM);
    }
}
