package dev.multimail.lambda.aws;

import dev.multimail.effect.Blobs;
import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.effect.Transport;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.message.Address;
import dev.multimail.store.Ids;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Where test mail ends: as an object under {@code kept/}, never delivered. Afterwards the bus is told of its delivery
 * in the shape in which SES tells of live mail, so that test traffic takes the same way to its end.
 */
public record S3Transport(Blobs objects, EventBridgeClient events, String bus, Ids ids, InstantSource clock)
        implements Transport {
    /** Who tells of the delivery of kept mail. */
    public static final String SOURCE = "multimail.kept";

    private static final String FOLDER = "kept/";

    @Override
    public Delivery send(Outgoing mail) {
        String id = ids.prefixed("kept-");
        objects.put(FOLDER + id + ".eml", mail.raw());
        if (mail.kind() == Outgoing.Kind.AGENT_MAIL) {
            events.putEvents(request -> request.entries(delivered(mail, id)));
        }
        return new Delivery.Accepted(id);
    }

    private PutEventsRequestEntry delivered(Outgoing mail, String id) {
        String now = clock.instant().toString();
        List<String> recipients = mail.rcptTo().stream().map(Address::toString).toList();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("timestamp", now);
        told.put("messageId", id);
        told.put("source", mail.mailFrom().toString());
        told.put("destination", recipients);
        told.put(
                "tags",
                Map.of(
                        DeliveryEvents.MESSAGE_TAG, List.of(mail.tag()),
                        DeliveryEvents.ATTEMPT_TAG, List.of(Integer.toString(mail.attempt()))));
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType("Email Delivered")
                .detail(Json.write(Map.of(
                        "eventType",
                        "Delivery",
                        "mail",
                        told,
                        "delivery",
                        Map.of("timestamp", now, "recipients", recipients))))
                .build();
    }

    @Override
    public String messageIdHeader(String providerId, String given) {
        return given;
    }
}
