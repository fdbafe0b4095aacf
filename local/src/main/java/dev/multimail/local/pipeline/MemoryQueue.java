package dev.multimail.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.multimail.effect.Job;
import dev.multimail.effect.Queue;
import dev.multimail.functions.pipeline.Jobs;
import dev.multimail.local.clock.LocalClock;
import dev.multimail.local.clock.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The queues of outbound mail and of webhooks, in memory: the next start drives again what the rows say is unfinished.
 */
public final class MemoryQueue implements Queue {
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    private final LocalClock clock;
    private final Timers timers;
    private final Functions functions;
    private final Workers outbound;
    private final Workers webhooks;

    public MemoryQueue(LocalClock clock, Timers timers, Functions functions, Workers outbound, Workers webhooks) {
        this.clock = clock;
        this.timers = timers;
        this.functions = functions;
        this.outbound = outbound;
        this.webhooks = webhooks;
    }

    @Override
    public void send(Job job, Instant notBefore) {
        if (notBefore.isAfter(clock.instant())) {
            timers.at(notBefore, () -> take(job));
        } else {
            take(job);
        }
    }

    private void take(Job job) {
        switch (job) {
            case Job.PostWebhook _ -> webhooks.take(() -> run(job, functions::postWebhook));
            case Job.Deliver _,
                    Job.AskApprovers _,
                    Job.CopyToApprovers _,
                    Job.Release _,
                    Job.MailCode _,
                    Job.MailLetter _ -> outbound.take(() -> run(job, functions::deliver));
        }
    }

    private void run(Job job, Function<SQSEvent, SQSBatchResponse> function) {
        String body = Jobs.write(job);
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(Integer.toHexString(body.hashCode()));
        message.setEventSource("aws:sqs");
        message.setBody(body);
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        if (!function.apply(event).getBatchItemFailures().isEmpty()) {
            timers.at(clock.instant().plus(AGAIN_AFTER), () -> take(job));
        }
    }
}
