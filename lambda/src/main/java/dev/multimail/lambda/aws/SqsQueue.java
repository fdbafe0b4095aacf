package dev.multimail.lambda.aws;

import dev.multimail.effect.Job;
import dev.multimail.effect.Queue;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.pipeline.Jobs;
import dev.multimail.message.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queues of outbound mail and of webhooks on Amazon SQS. SQS delays a message for at most a quarter of an hour;
 * work for later waits in an execution of the Schedule state machine, which puts it on its queue at its time.
 *
 * @param outbound the URL of the queue of outbound mail
 * @param webhooks the URL of the queue of webhooks
 * @param schedule the ARN of the state machine
 */
public record SqsQueue(
        SqsClient queues, String outbound, String webhooks, SfnClient executions, String schedule, InstantSource clock)
        implements Queue {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final int NAME_LENGTH = 40;

    @Override
    public void send(Job job, Instant notBefore) {
        Duration delay = Duration.between(clock.instant(), notBefore);
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            schedule(job, notBefore);
            return;
        }
        // Rounded up, since a job that comes too early is left to the sweep.
        int seconds = (int) Math.max(0, (delay.toMillis() + 999) / 1000);
        queues.sendMessage(request ->
                request.queueUrl(queue(job)).messageBody(Jobs.write(job)).delaySeconds(seconds));
    }

    private void schedule(Job job, Instant notBefore) {
        String body = Jobs.write(job);
        String name = ContentHash.ofText("job", body).substring(0, NAME_LENGTH) + "-" + notBefore.getEpochSecond();
        try {
            executions.startExecution(request -> request.stateMachineArn(schedule)
                    .name(name)
                    .input(Json.write(Map.of("at", notBefore.toString(), "queue_url", queue(job), "body", body))));
        } catch (ExecutionAlreadyExistsException scheduled) {
            // The same work for the same time waits already.
            return;
        }
    }

    private String queue(Job job) {
        return switch (job) {
            case Job.PostWebhook _ -> webhooks;
            case Job.Deliver _,
                    Job.AskApprovers _,
                    Job.CopyToApprovers _,
                    Job.Release _,
                    Job.MailCode _,
                    Job.MailLetter _ -> outbound;
        };
    }
}
