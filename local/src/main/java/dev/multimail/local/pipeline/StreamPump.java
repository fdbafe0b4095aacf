package dev.multimail.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.functions.wiring.Log;
import dev.multimail.local.data.Checkpoint;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Hands each change of the state table to the relay, in order and at least once. */
public final class StreamPump implements AutoCloseable {
    private static final long IDLE_MILLIS = 100;
    private static final long AFTER_FAILURE_MILLIS = 500;

    private final TableStream stream;
    private final Functions functions;
    private final Activity activity;
    private final Courtesy courtesy;
    private final Log log;
    private final Semaphore poked = new Semaphore(0);
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicLong emptyReads = new AtomicLong();
    private final Thread thread;

    public StreamPump(
            DynamoDbStreamsClient client,
            String streamArn,
            Checkpoint checkpoint,
            Functions functions,
            Activity activity,
            Courtesy courtesy,
            Log log) {
        this.stream = new TableStream(client, streamArn, checkpoint);
        this.functions = functions;
        this.activity = activity;
        this.courtesy = courtesy;
        this.log = log;
        this.thread = Thread.ofPlatform().name("stream").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Something was written: there is no need to wait until the next look. */
    public void poke() {
        if (poked.availablePermits() == 0) {
            poked.release();
        }
    }

    /** How often the stream was found empty so far. */
    long emptyReads() {
        return emptyReads.get();
    }

    private void run() {
        try {
            while (open.get()) {
                long pause = pump();
                if (pause > 0 && poked.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    poked.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    // Answers for how many milliseconds to wait before the next look.
    private long pump() {
        List<Record> records;
        courtesy.giveWay(Courtesy.Rank.DELIVERY);
        try {
            records = stream.next();
        } catch (SdkException unreadable) {
            if (open.get()) {
                log.failure("stream", "", unreadable);
            }
            stream.rewind();
            return AFTER_FAILURE_MILLIS;
        }
        if (records.isEmpty()) {
            emptyReads.incrementAndGet();
            return IDLE_MILLIS;
        }
        activity.begin();
        try {
            return relay(records);
        } catch (RuntimeException failure) {
            if (open.get()) {
                log.failure("relay", "", failure);
            }
            stream.rewind();
            return AFTER_FAILURE_MILLIS;
        } finally {
            activity.end();
        }
    }

    private long relay(List<Record> records) {
        StreamsEventResponse response = functions.relay(StreamRecords.event(stream.arn(), records));
        if (response.getBatchItemFailures().isEmpty()) {
            stream.done(records.getLast());
            return 0;
        }
        String failed = response.getBatchItemFailures().getFirst().getItemIdentifier();
        List<Record> before = records.stream()
                .takeWhile(record -> !record.dynamodb().sequenceNumber().equals(failed))
                .toList();
        if (!before.isEmpty()) {
            stream.done(before.getLast());
        }
        stream.rewind();
        return AFTER_FAILURE_MILLIS;
    }

    @Override
    public void close() {
        open.set(false);
        poke();
        try {
            thread.join(500);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
