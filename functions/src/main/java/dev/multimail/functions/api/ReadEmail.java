package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.MessageDetail;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.message.Step;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.store.Advance;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.List;

/** Reads one message with its text and its list of attachments. An agent's reading marks it as read. */
public record ReadEmail(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.READ_EMAIL,
                Endpoint.Verb.GET,
                "Read one message: text, attachments, and how its delivery or approval stands.",
                "/v1/mailboxes/{mailbox}/emails/{email}",
                "/v1/emails/{email}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Deliverable read =
                services.store().deliverables().get(Targets.messageId(call)).orElseThrow(Targets::missing);
        Message message = Targets.requireVisible(call.principal(), read.message());
        boolean marks =
                call.principal() instanceof Principal.Agent && Lifecycle.read(message.life()) instanceof Step.Changed;
        if (marks) {
            message = mark(call, message);
        } else {
            services.store()
                    .audit()
                    .record(call.audit(message.id().mailbox(), message.id().toString()));
        }
        return Reply.ok(MessageDetail.of(message, read.raw(), services.settings()));
    }

    private Message mark(Call<NoBody> call, Message unread) {
        Advance.Move move = Advance.move(
                Lifecycle::read,
                (before, after) -> List.of(services.store()
                        .audit()
                        .append(call.audit(before.id().mailbox(), before.id().toString()))));
        return services.store().advance().from(unread, move, call.now()) instanceof Advance.Outcome.Advanced advanced
                ? advanced.after()
                : unread;
    }
}
