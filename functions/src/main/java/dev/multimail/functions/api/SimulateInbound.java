package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.inbound.Arrival;
import dev.multimail.functions.inbound.Intake;
import dev.multimail.functions.lookup.Answerable;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.outbound.Rehearsal;
import dev.multimail.functions.outbound.Submission;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.MimeParser;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.Octets;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts made-up mail into a mailbox's test traffic, so that an agent's answers to mail can be tested. */
public record SimulateInbound(Services services) implements ApiOperation<SimulateInbound.Request> {
    private static final int CREATED = 201;

    /** The mail. {@code inReplyTo} is the id of a test message that it answers. */
    public record Request(
            @Nullable String from,
            @Nullable String subject,
            @Nullable String markdown,
            @Nullable String body,
            @Nullable String text,
            @Nullable String html,
            @Nullable List<Submission.File> attachments,
            @Nullable String inReplyTo) {
        Submission submission() {
            return new Submission(
                    null, null, null, subject, markdown, body, text, html, attachments, null, null, null, null, null);
        }
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.SIMULATE_INBOUND,
                Endpoint.Verb.POST,
                "Put made-up mail from a stranger into the mailbox's test traffic, as if it had come in. For test"
                        + " tokens and owners; live traffic is never touched.",
                "/v1/mailboxes/{mailbox}/simulate-inbound");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        if (call.principal() instanceof Principal.Agent agent && agent.live()) {
            throw Problem.of(ErrorCode.TEST_TOKEN_NEEDED);
        }
        Mailbox mailbox = Targets.mailbox(call);
        if (!mailbox.active()) {
            throw Problem.of(ErrorCode.MAILBOX_INACTIVE);
        }
        Request request = call.request();
        String id = services.ids().prefixed("sim-").toLowerCase(Locale.ROOT);
        String answered = request.inReplyTo() == null ? null : Answerable.header(call, request.inReplyTo(), mailbox);
        Octets raw = Rehearsal.mail(mailbox, request.from(), request.submission(), id, answered, call.now());
        // No verdicts: nobody looked at the sender, so nothing may say that the sender is in order.
        Arrival arrival =
                new Arrival(Rehearsal.SENDER, mailbox.address().toString(), Map.of(), MimeParser.parse(raw), raw);
        Intake.Taken taken = Intake.take(services, mailbox, false, arrival, call.now());
        Message message = taken.message();
        List<Write> writes = new ArrayList<>(taken.writes());
        writes.add(services.store().bodies().create(message.id(), raw));
        writes.add(services.store()
                .audit()
                .append(call.audit(mailbox.id(), message.id().toString())));
        services.store().transactions().require(writes);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", message.id().toString());
        answer.put("message_id", message.id().toString());
        answer.put("status", message.state().wire());
        answer.put("thread_id", ((Matter.Inbound) message.matter()).thread().toString());
        return Reply.json(CREATED, answer);
    }
}
