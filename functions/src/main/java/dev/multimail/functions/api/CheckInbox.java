package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.InboxFilter;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Cursor;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Messages;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists a mailbox's messages, newest first. What it costs depends on the page, not on the mailbox. */
public record CheckInbox(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 20;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CHECK_INBOX,
                Endpoint.Verb.GET,
                "List a mailbox's messages, newest first, filtered by status, direction, sender, subject or time.",
                "/v1/mailboxes/{mailbox}/emails",
                "/v1/emails/inbox");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Lane lane = Targets.lane(call);
        InboxFilter filter = InboxFilter.of(call);
        int offset = call.offset();
        int limit = call.limit(STANDARD_LIMIT) + offset;
        String list = "emails:" + lane;
        String position = Cursor.position(list, call.queryParameter("cursor"));
        Messages messages = services.store().messages();
        Page<Message> page;
        if (filter.since() != null) {
            page = messages.since(lane, filter.since(), limit, position, filter::matches);
        } else if (filter.state() == MessageState.UNREAD) {
            page = messages.unread(lane, limit, position, filter::matches);
        } else {
            page = messages.newest(lane, limit, position, filter::matches);
        }
        services.store().audit().record(call.audit(lane.mailbox(), null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "emails", page.items().stream().skip(offset).map(Views::summary).toList());
        answer.put("messages", answer.get("emails"));
        answer.put("cursor", Cursor.of(list, page.next()));
        return Reply.ok(answer);
    }
}
