package dev.multimail.functions.testing;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.multimail.effect.Bus;
import dev.multimail.effect.Job;
import dev.multimail.effect.Parking;
import dev.multimail.effect.Queue;
import dev.multimail.functions.pipeline.Deliver;
import dev.multimail.functions.pipeline.Events;
import dev.multimail.functions.pipeline.Expire;
import dev.multimail.functions.pipeline.FanOut;
import dev.multimail.functions.pipeline.Jobs;
import dev.multimail.functions.pipeline.PostWebhook;
import dev.multimail.functions.pipeline.Relay;
import dev.multimail.functions.pipeline.SealAudit;
import dev.multimail.functions.pipeline.Sweep;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.webhook.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What AWS does behind the API, one step at a time: the stream that feeds the relay, the queues, the waits, the bus and
 * the clock's minute. Nothing is taken off before its handler came back, so a crash repeats it, as AWS would.
 */
public final class Pipeline {
    private static final int MANY = 10_000;
    private static final Duration REDELIVERY = Duration.ofSeconds(5);

    private record Waiting(Job job, Instant notBefore) {}

    private final Faults faults;
    private final ManualClock clock;
    private final StreamReader stream;
    private final Supplier<StreamReader> appended;
    private final List<Waiting> queue = new ArrayList<>();
    private final Map<MessageId, Instant> waits = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> queued = new ArrayList<>();
    private @Nullable Services services;
    private boolean relaying;

    Pipeline(Faults faults, ManualClock clock, Database database) {
        this.faults = faults;
        this.clock = clock;
        this.stream = new StreamReader(database.stream(database.tables().state()));
        this.appended = () -> new StreamReader(database.stream(database.tables().audit()));
    }

    void over(Services made) {
        services = made;
    }

    Queue queue() {
        return (job, notBefore) -> outside("queue.send", () -> {
            queued.add(Jobs.write(job));
            queue.add(new Waiting(job, notBefore));
        });
    }

    /** Every job that was ever put into a queue, as it stood there; a dead letter is one of them. */
    public List<String> queued() {
        return List.copyOf(queued);
    }

    Bus bus() {
        return event -> outside("bus.publish", () -> {
            events.add(event);
            acting("fan_out", () -> new FanOut(need()).handleRequest(eventBridge(event), new TestContext()));
        });
    }

    Parking parking() {
        return new Parking() {
            @Override
            public void park(MessageId messageId, Instant expiresAt) {
                outside("parking.park", () -> waits.put(messageId, expiresAt));
            }

            @Override
            public void endWait(MessageId messageId, String outcome) {
                outside("parking.endWait", () -> waits.remove(messageId));
            }
        };
    }

    /** Every event that was put on the bus, repeats too. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The messages that wait for a person. */
    public Map<MessageId, Instant> waits() {
        return Map.copyOf(waits);
    }

    /** Loses every timer and everything on the queues, as a process does that is killed. */
    public void forget() {
        waits.clear();
        queue.clear();
    }

    /** Reads the stream from its beginning again: every change is seen twice. */
    public void replay() {
        stream.rewind();
    }

    /** Reads the last so many changes of the stream again. */
    public void replay(int changes) {
        stream.rewind(changes);
    }

    /** How many jobs are queued that may be taken now. */
    public int due() {
        return dueJobs().size();
    }

    /**
     * Takes one of the jobs that are due.
     *
     * @param number which one, less than {@link #due}
     * @param again whether the queue will give it once more even if its handler is done
     */
    public void take(int number, boolean again) {
        Waiting waiting = dueJobs().get(number);
        if (done(waiting.job()) && !again) {
            queue.remove(waiting);
        }
    }

    /** Loses one of the jobs that are due. */
    public void lose(int number) {
        queue.remove(dueJobs().get(number));
    }

    /** Lets the wait of a message end, whatever the time is, as a timer does that is early. */
    public void timeout(MessageId message) {
        Map<String, String> input = Map.of(Expire.MESSAGE_ID, message.toString());
        acting("expire", () -> new Expire(need()).handleRequest(input, new TestContext()));
    }

    /**
     * Hands on the next change; false if there is none, if the relay failed and will get it again, or if it is at work:
     * one shard of a stream is given to one invocation at a time.
     */
    public boolean relay() {
        List<DynamodbEvent.DynamodbStreamRecord> records = relaying ? List.of() : stream.next();
        if (records.isEmpty()) {
            return false;
        }
        relaying = true;
        try {
            if (relayFails(records)) {
                return false;
            }
            stream.taken();
            return true;
        } finally {
            relaying = false;
        }
    }

    private List<Waiting> dueJobs() {
        return queue.stream()
                .filter(waiting -> !waiting.notBefore().isAfter(clock.instant()))
                .toList();
    }

    /** Goes on until nothing is left to do at this time. */
    public void settle() {
        for (int round = 0; round < MANY; round++) {
            boolean busy = relayOne();
            busy |= timeouts();
            busy |= takeOne();
            if (!busy) {
                return;
            }
        }
        throw new IllegalStateException("the pipeline does not come to rest");
    }

    /** What the scheduled sweep does each minute. */
    public void sweep() {
        acting("sweep", () -> new Sweep(need()).handleRequest(new ScheduledEvent(), new TestContext()));
    }

    /** Hands the whole stream of the audit log to the sealer, from its beginning, so many records at once. */
    public void seal(int atOnce) {
        StreamReader reader = appended.get();
        List<DynamodbEvent.DynamodbStreamRecord> batch = new ArrayList<>();
        for (var next = reader.next(); !next.isEmpty(); next = reader.next()) {
            batch.addAll(next);
            reader.taken();
            if (batch.size() == atOnce) {
                seal(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            seal(batch);
        }
    }

    /** The same as Lambda does it. */
    public void seal() {
        seal(1_000);
    }

    private void seal(List<DynamodbEvent.DynamodbStreamRecord> batch) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(List.copyOf(batch));
        boolean failed = !acting("seal_audit", () -> new SealAudit(need()).handleRequest(event, new TestContext()))
                .getBatchItemFailures()
                .isEmpty();
        if (failed) {
            throw new IllegalStateException("the sealer failed: a test must heal the cause first");
        }
    }

    /** What a process does at its start that may have lost its timers and queues. */
    public void recover() {
        new Sweep(need()).recover(clock.instant().plus(Duration.ofDays(365)));
    }

    private boolean relayOne() {
        List<DynamodbEvent.DynamodbStreamRecord> records = stream.next();
        if (records.isEmpty()) {
            return false;
        }
        if (relayFails(records)) {
            throw new IllegalStateException("the relay failed: a test must heal the cause first");
        }
        stream.taken();
        return true;
    }

    private boolean relayFails(List<DynamodbEvent.DynamodbStreamRecord> records) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records);
        return !acting("relay", () -> new Relay(need()).handleRequest(event, new TestContext()))
                .getBatchItemFailures()
                .isEmpty();
    }

    private boolean timeouts() {
        for (Map.Entry<MessageId, Instant> wait : Map.copyOf(waits).entrySet()) {
            if (!wait.getValue().isAfter(clock.instant())) {
                timeout(wait.getKey());
                waits.remove(wait.getKey());
                return true;
            }
        }
        return false;
    }

    private boolean takeOne() {
        Iterator<Waiting> jobs = List.copyOf(queue).iterator();
        while (jobs.hasNext()) {
            Waiting waiting = jobs.next();
            if (!waiting.notBefore().isAfter(clock.instant())) {
                boolean done = done(waiting.job());
                queue.remove(waiting);
                if (!done) {
                    queue.add(new Waiting(waiting.job(), clock.instant().plus(REDELIVERY)));
                }
                return true;
            }
        }
        return false;
    }

    /** Gives a job to its handler, as the queue does. */
    public void handle(Job job) {
        if (!done(job)) {
            throw new IllegalStateException("the job failed: " + job);
        }
    }

    private boolean done(Job job) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("sqs-1");
        message.setBody(Jobs.write(job));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        boolean webhook = job instanceof Job.PostWebhook;
        RequestHandler<SQSEvent, SQSBatchResponse> handler = webhook ? new PostWebhook(need()) : new Deliver(need());
        return acting(webhook ? "post_webhook" : "deliver", () -> handler.handleRequest(event, new TestContext()))
                .getBatchItemFailures()
                .isEmpty();
    }

    private static Map<String, Object> eventBridge(Event event) {
        return Map.of(
                "source", Events.SOURCE,
                "detail-type", Events.detailType(event),
                "detail", Events.detail(event));
    }

    private <T> T acting(String function, Supplier<T> work) {
        return faults.seen().as(function, work);
    }

    private void outside(String call, Runnable effect) {
        faults.seen().sawPort(call);
        faults.through(call, () -> {
            effect.run();
            return call;
        });
    }

    private Services need() {
        if (services == null) {
            throw new IllegalStateException("not wired yet");
        }
        return services;
    }
}
