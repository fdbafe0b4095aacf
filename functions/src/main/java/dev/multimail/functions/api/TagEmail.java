package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.oversight.HeldActions;
import dev.multimail.functions.oversight.Tags;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Target;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds tags to a message, or gives existing ones new values; others stay. */
public record TagEmail(Services services) implements ApiOperation<TagEmail.Request> {
    /** Names and values. */
    public record Request(@Nullable Map<String, String> tags) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.TAG_EMAIL,
                Endpoint.Verb.PUT,
                "Add tags to a message or change them; tags that are not named stay. Held under gated_all.",
                "/v1/mailboxes/{mailbox}/emails/{email}/tags",
                "/v1/emails/{email}/tags");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Map<String, String> tags = Tags.check(call.request().tags());
        Deliverable read = Targets.messageAndMailbox(call);
        Message message = read.message();
        Mailbox mailbox = read.mailbox();
        Decision decision = Policy.decide(
                call.principal(), call.operation(), new Target(true, mailbox.active(), mailbox.mode(), false));
        Lane lane = message.id().lane();
        return switch (decision) {
            case Decision.Allow _ -> Reply.ok(Map.of("tags", Tags.add(call, message, tags)));
            case Decision.Hold _ -> {
                Tags.merged(message.tags(), tags);
                yield HeldActions.hold(
                        call,
                        lane,
                        mailbox,
                        new Matter.HeldAction(
                                Operation.TAG_EMAIL,
                                message.id().toString(),
                                tags,
                                "Tag \"" + message.matter().subject() + "\" with " + tags));
            }
            case Decision.Deny deny -> throw Targets.refusal(call, deny.code());
        };
    }
}
