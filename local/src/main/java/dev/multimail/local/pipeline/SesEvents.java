package dev.multimail.local.pipeline;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.message.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What SES would tell of accepted mail, in its own shapes (AWS: event data that SES publishes to EventBridge).
 * Recipients at SES's mailbox simulator are treated as it does: {@code bounce@}, {@code complaint@}, {@code ooto@} and
 * {@code success@}; everybody else gets the mail.
 */
final class SesEvents {
    private static final String SIMULATOR = "simulator.amazonses.com";

    private SesEvents() {}

    /** The events of one copy, in the order in which SES mostly sends them. */
    static List<Map<String, Object>> of(Outgoing mail, String providerId, Instant at) {
        List<String> bounced = named(mail, "bounce");
        List<String> complained = named(mail, "complaint");
        List<String> delivered = mail.rcptTo().stream()
                .map(Address::toString)
                .filter(recipient -> !bounced.contains(recipient))
                .toList();
        List<Map<String, Object>> events = new ArrayList<>();
        events.add(event(mail, providerId, at, "Send", Map.of()));
        if (!delivered.isEmpty()) {
            events.add(event(
                    mail,
                    providerId,
                    at,
                    "Delivery",
                    Map.of(
                            "timestamp",
                            at.toString(),
                            "recipients",
                            delivered,
                            "processingTimeMillis",
                            1,
                            "smtpResponse",
                            "250 2.0.0 kept in the local outbox",
                            "reportingMTA",
                            "local")));
        }
        if (!bounced.isEmpty()) {
            events.add(event(
                    mail,
                    providerId,
                    at,
                    "Bounce",
                    Map.of(
                            "bounceType",
                            "Permanent",
                            "bounceSubType",
                            "General",
                            "bouncedRecipients",
                            recipients(bounced),
                            "timestamp",
                            at.toString(),
                            "feedbackId",
                            providerId)));
        }
        if (!complained.isEmpty()) {
            events.add(complaint(mail, providerId, at, complained));
        }
        return events;
    }

    private static Map<String, Object> complaint(
            Outgoing mail, String providerId, Instant at, List<String> complained) {
        return event(
                mail,
                providerId,
                at,
                "Complaint",
                Map.of(
                        "complainedRecipients",
                        recipients(complained),
                        "timestamp",
                        at.toString(),
                        "feedbackId",
                        providerId,
                        "complaintFeedbackType",
                        "abuse"));
    }

    /** Whether a recipient at the simulator has this local part. */
    static boolean isSimulated(Address recipient, String localPart) {
        return recipient.domain().equalsIgnoreCase(SIMULATOR)
                && recipient
                        .localPart()
                        .toLowerCase(Locale.ROOT)
                        .split("\\+", 2)[0]
                        .equals(localPart);
    }

    private static List<String> named(Outgoing mail, String localPart) {
        return mail.rcptTo().stream()
                .filter(recipient -> isSimulated(recipient, localPart))
                .map(Address::toString)
                .toList();
    }

    private static List<Map<String, String>> recipients(List<String> addresses) {
        return addresses.stream()
                .map(address -> Map.of("emailAddress", address))
                .toList();
    }

    private static Map<String, Object> event(
            Outgoing mail, String providerId, Instant at, String type, Map<String, Object> about) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("eventType", type);
        detail.put(
                "mail",
                Map.of(
                        "timestamp", at.toString(),
                        "messageId", providerId,
                        "source", mail.mailFrom().toString(),
                        "destination",
                                mail.rcptTo().stream().map(Address::toString).toList(),
                        "tags",
                                Map.of(
                                        DeliveryEvents.MESSAGE_TAG, List.of(mail.tag()),
                                        DeliveryEvents.ATTEMPT_TAG, List.of(Integer.toString(mail.attempt())))));
        detail.put(type.toLowerCase(Locale.ROOT), about);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", providerId + "-" + type);
        event.put("detail-type", "Email " + type);
        event.put("source", "aws.ses");
        event.put("account", "000000000000");
        event.put("time", at.toString());
        event.put("region", "local");
        event.put("resources", List.of());
        event.put("detail", detail);
        return event;
    }
}
