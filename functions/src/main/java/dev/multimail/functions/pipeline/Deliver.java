package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.multimail.effect.Job;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Lifecycle;
import dev.multimail.store.Advance;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes jobs from the outbound queue. It alone may let mail leave: agents' mail, and notices to approvers. */
public record Deliver(Services services) implements RequestHandler<SQSEvent, SQSBatchResponse> {
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Batches.each(services, "deliver", event, this::run);
    }

    private void run(Job job) {
        switch (job) {
            case Job.Deliver deliver -> new Attempt(services).make(deliver.messageId());
            case Job.AskApprovers ask -> new Noticing(services).ask(ask.messageId());
            case Job.CopyToApprovers copy -> new Noticing(services).copy(copy.messageId());
            case Job.MailCode code -> new CodeMail(services).send(code.codeId());
            case Job.MailLetter letter -> new LetterMail(services).send(letter.letterId());
            case Job.Release release -> release(release);
            case Job.PostWebhook _ -> throw new IllegalArgumentException("webhooks have a queue of their own");
        }
    }

    private void release(Job.Release release) {
        Instant now = services.clock().instant();
        services.store()
                .advance()
                .run(
                        release.messageId(),
                        Advance.move(
                                life -> Lifecycle.release(life, now),
                                (before, after) -> List.of(Steps.record(
                                        services, before, now, "system:schedule", "message.released", Map.of()))),
                        now);
    }
}
