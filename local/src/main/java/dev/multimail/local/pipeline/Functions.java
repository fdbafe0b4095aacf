package dev.multimail.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.functions.pipeline.Deliver;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.functions.pipeline.Expire;
import dev.multimail.functions.pipeline.FanOut;
import dev.multimail.functions.pipeline.PostWebhook;
import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.pipeline.Relay;
import dev.multimail.functions.pipeline.SealAudit;
import dev.multimail.functions.pipeline.Sweep;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The pipeline's functions, called as AWS would call them. The ports need them and they need the ports, so they are
 * connected once both exist; a call that comes earlier waits.
 */
public final class Functions {
    private static final Duration FAR = Duration.ofDays(36_500);

    private final CompletableFuture<Services> services = new CompletableFuture<>();

    /** Makes the functions work, over these services. */
    public void connect(Services over) {
        services.complete(over);
    }

    private Services services() {
        return services.join();
    }

    SQSBatchResponse deliver(SQSEvent event) {
        return new Deliver(services()).handleRequest(event, LocalContext.of("deliver"));
    }

    SQSBatchResponse postWebhook(SQSEvent event) {
        return new PostWebhook(services()).handleRequest(event, LocalContext.of("post-webhook"));
    }

    StreamsEventResponse relay(DynamodbEvent event) {
        return new Relay(services()).handleRequest(event, LocalContext.of("relay"));
    }

    StreamsEventResponse sealAudit(DynamodbEvent event) {
        return new SealAudit(services()).handleRequest(event, LocalContext.of("seal-audit"));
    }

    void fanOut(Map<String, Object> event) {
        new FanOut(services()).handleRequest(event, LocalContext.of("fan-out"));
    }

    void expire(MessageId messageId) {
        new Expire(services())
                .handleRequest(Map.of(Expire.MESSAGE_ID, messageId.toString()), LocalContext.of("expire"));
    }

    void deliveryEvent(Map<String, Object> event) {
        new DeliveryEvents(services()).handleRequest(event, LocalContext.of("delivery-events"));
    }

    /** Takes in received mail whose raw form is a blob by now. */
    public void receive(Map<String, Object> event) {
        new Receive(services()).handleRequest(event, LocalContext.of("receive"));
    }

    void sweep() {
        new Sweep(services()).handleRequest(new ScheduledEvent(), LocalContext.of("sweep"));
    }

    /** Wakes everything that an earlier process left unfinished. */
    void recover() {
        new Sweep(services()).recover(services().clock().instant().plus(FAR));
    }
}
