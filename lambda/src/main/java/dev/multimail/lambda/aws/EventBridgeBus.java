package dev.multimail.lambda.aws;

import dev.multimail.effect.Bus;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.pipeline.Events;
import dev.multimail.webhook.Event;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The event bus on Amazon EventBridge. */
public record EventBridgeBus(EventBridgeClient client, String bus) implements Bus {
    @Override
    public void publish(Event event) {
        PutEventsResponse response = client.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(Events.SOURCE)
                .detailType(Events.detailType(event))
                .detail(Json.write(Events.detail(event)))
                .time(event.at())
                .build()));
        // EventBridge answers 200 to a batch of which it took nothing.
        if (response.failedEntryCount() > 0) {
            throw new IllegalStateException("EventBridge refused an event: "
                    + response.entries().getFirst().errorCode());
        }
    }
}
