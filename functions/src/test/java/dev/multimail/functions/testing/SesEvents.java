package dev.multimail.functions.testing;

import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.functions.pipeline.Receive;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What SES tells: of mail that left (as EventBridge carries it), and of mail that came in. */
public final class SesEvents {
    private static final Map<String, Object> PASSED = Map.of("status", "PASS");

    private SesEvents() {}

    /** An event of a kind that tells nothing more, such as {@code Delivery}. */
    public static Map<String, Object> of(String kind, String messageId, int attempt) {
        return of(kind, messageId, attempt, Map.of());
    }

    /** A bounce of these recipients. */
    public static Map<String, Object> bounce(String messageId, String type, String... recipients) {
        return of(
                "Bounce",
                messageId,
                1,
                Map.of("bounce", Map.of("bounceType", type, "bouncedRecipients", all(recipients))));
    }

    /** A complaint of these recipients. */
    public static Map<String, Object> complaint(String messageId, String... recipients) {
        return of("Complaint", messageId, 1, Map.of("complaint", Map.of("complainedRecipients", all(recipients))));
    }

    private static List<Map<String, Object>> all(String... recipients) {
        return Stream.of(recipients)
                .map(recipient -> Map.<String, Object>of("emailAddress", recipient))
                .toList();
    }

    private static Map<String, Object> of(String kind, String messageId, int attempt, Map<String, Object> more) {
        Map<String, Object> tags = Map.of(
                DeliveryEvents.MESSAGE_TAG, List.of(messageId),
                DeliveryEvents.ATTEMPT_TAG, List.of(Integer.toString(attempt)));
        Map<String, Object> detail = Stream.concat(
                        more.entrySet().stream(),
                        Map.<String, Object>of("eventType", kind, "mail", Map.of("messageId", "ses-1", "tags", tags))
                                .entrySet()
                                .stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Map.of("source", "aws.ses", "detail-type", "Email Sent", "detail", detail);
    }

    /** Keeps the raw mail where SES would have put it, and makes the event that tells of it. */
    public static Map<String, Object> received(World world, String sesId, String raw, String... recipients) {
        world.blobs().put(Receive.blobKey(sesId), Octets.owning(raw.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> receipt = Map.of(
                "recipients", List.of(recipients),
                "spamVerdict", PASSED,
                "virusVerdict", PASSED,
                "spfVerdict", Map.of("status", "SOFTFAIL_OR_SO"),
                "dkimVerdict", Map.of("status", "GRAY"),
                "dmarcVerdict", Map.of("status", "FAIL"));
        Map<String, Object> mail = Map.of("messageId", sesId, "source", "ann@example.org");
        return Map.of("Records", List.of(Map.of("ses", Map.of("mail", mail, "receipt", receipt))));
    }

    /** Hands an event of received mail to its handler. */
    public static void take(World world, Map<String, Object> event) {
        new Receive(world.services()).handleRequest(event, new TestContext());
    }

    /** Hands an event of mail that left to its handler. */
    public static void tell(World world, Map<String, Object> event) {
        new DeliveryEvents(world.services()).handleRequest(event, new TestContext());
    }

    /** A mail from Ann with a file. */
    public static String mailWithFile(String to, String messageId, String... headers) {
        String more = Stream.of(headers).map(header -> header + "\n").collect(Collectors.joining());
        return """
                From: Ann <ann@example.org>
                To: %s
                Subject: Offer
                Message-ID: <%s>
                %sMIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                Hello.
                --b
                Content-Type: text/plain; name=a.txt
                Content-Disposition: attachment; filename=a.txt

                File.
                --b--
                """.formatted(to, messageId, more).replace("\n", "\r\n");
    }

    /** A small mail from Ann. */
    public static String mail(String subject, String messageId, String... headers) {
        return "From: Ann <ann@example.org>\r\nTo: buyer@agents.example.com\r\nSubject: " + subject
                + "\r\nMessage-ID: <" + messageId + ">\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                + "\r\nThe text.\r\n";
    }
}
