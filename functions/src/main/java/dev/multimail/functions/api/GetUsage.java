package dev.multimail.functions.api;

import dev.multimail.audit.Usage;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.lookup.UsageSpan;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what the audit log tells of a span of days. */
public record GetUsage(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_USAGE,
                Endpoint.Verb.GET,
                "Count what was sent, received, called and decided in a span of days, in all or a day at a time.",
                "/v1/usage");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        UsageSpan span = UsageSpan.of(call);
        String account = call.principal().accountId();
        List<MailboxId> mailboxes = call.principal() instanceof Principal.Agent agent
                ? List.of(agent.mailbox())
                : services.store().mailboxes().ofAccount(account).stream()
                        .map(Mailbox::id)
                        .toList();
        boolean whole = call.principal() instanceof Principal.Key;
        Usage usage = services.store().audit().usage(account, mailboxes, whole, span.from(), span.until());
        services.store().audit().record(call.audit(null, null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("from", span.firstDay().toString());
        answer.put("to", span.lastDay().toString());
        if (span.daily()) {
            answer.put("breakdown", "daily");
            answer.put("data", days(usage));
        }
        for (Usage.Kind kind : Usage.Kind.values()) {
            answer.put(kind.wire(), usage.total(kind));
        }
        return Reply.ok(answer);
    }

    private static List<Map<String, Object>> days(Usage usage) {
        List<Map<String, Object>> data = new ArrayList<>();
        usage.days()
                .forEach((date, counts) -> counts.forEach((kind, count) ->
                        data.add(Map.of("date", date.toString(), "event_type", kind.wire(), "count", count))));
        return data;
    }
}
