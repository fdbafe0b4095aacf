package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.outbound.Edit;
import dev.multimail.functions.outbound.Submission;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;

/** Changes a scheduled message before anybody approved it. */
public record EditScheduledEmail(Services services) implements ApiOperation<Submission> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.EDIT_SCHEDULED_EMAIL,
                Endpoint.Verb.PATCH,
                "Change the time, recipients or content of a scheduled message that no person approved yet; the"
                        + " approvers are asked anew.",
                "/v1/mailboxes/{mailbox}/emails/{email}/schedule",
                "/v1/emails/{email}/schedule");
    }

    @Override
    public Class<Submission> requestType() {
        return Submission.class;
    }

    @Override
    public Reply run(Call<Submission> call) {
        return Edit.scheduled(call);
    }
}
