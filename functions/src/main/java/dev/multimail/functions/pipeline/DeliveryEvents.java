package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.mailbox.Suppression;
import dev.multimail.message.Handover;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.Receipts;
import dev.multimail.store.Advance;
import dev.multimail.store.Advance.Outcome;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes in what SES tells of mail that left (AWS: SES event publishing to EventBridge). Every kind of event proves that
 * the attempt in its tags was accepted; delivery, bounce and complaint are facts beside that. Events may come twice, in
 * any order or not at all: the end is the same.
 */
public record DeliveryEvents(Services services) implements RequestHandler<Map<String, Object>, String> {
    /** The message tags that carry a message's id and the attempt's number. */
    public static final String MESSAGE_TAG = "mm_id";

    public static final String ATTEMPT_TAG = "mm_attempt";

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        Tree detail = Json.tree(event).at("detail");
        Tree mail = detail.at("mail");
        Optional<MessageId> id =
                MessageId.parse(mail.at("tags", MESSAGE_TAG).first().text());
        int attempt = mail.at("tags", ATTEMPT_TAG).first().number();
        String kind = detail.at("eventType").text();
        if (id.isEmpty() || kind.isEmpty() || kind.equals("Reject") || kind.equals("RenderingFailure")) {
            return "ignored";
        }
        services.store().messages().get(id.get()).ifPresent(message -> {
            prove(message, attempt, mail.at("messageId").text());
            note(message, kind, detail);
        });
        return kind;
    }

    private void prove(Message message, int attempt, String providerId) {
        Instant now = services.clock().instant();
        if (!(message.matter() instanceof Matter.Outbound outbound)) {
            return;
        }
        String header = services.ports()
                .transport(message.id().live())
                .messageIdHeader(providerId, outbound.messageIdHeader(message.id()));
        Handover handover = new Handover(now, providerId, header);
        services.store()
                .advance()
                .from(
                        message,
                        Advance.move(
                                life -> Lifecycle.evidence(life, attempt, handover),
                                (before, after) -> List.of(
                                        services.store()
                                                .messages()
                                                .threadOf(before.id().lane(), header, outbound.thread()),
                                        step(before, now, "message.sent", Map.of("evidence", "transport event")))),
                        now);
    }

    // A recipient that bounced for good or complained is refused from now on, in the same transaction that learns of
    // it. Of
    // each kind the row keeps the first report; a later one may still name another recipient.
    private void note(Message message, String kind, Tree detail) {
        Instant now = services.clock().instant();
        List<Write> suppressions = suppressions(message, kind, detail, now);
        Outcome outcome = services.store()
                .advance()
                .run(
                        message.id(),
                        Advance.move(
                                life -> Lifecycle.receipt(life, receipts(life, kind, detail, now)), (before, after) -> {
                                    List<Write> writes = new ArrayList<>(suppressions);
                                    writes.add(step(before, now, "message." + kind.toLowerCase(Locale.ROOT), Map.of()));
                                    return writes;
                                }),
                        now);
        if (outcome instanceof Outcome.Settled && !suppressions.isEmpty()) {
            services.store().transactions().require(suppressions);
        }
    }

    private static Receipts receipts(Life life, String kind, Tree detail, Instant now) {
        return switch (kind) {
            case "Delivery" -> life.receipts().delivered(now);
            case "Bounce" -> life.receipts().bounced(now, bounceType(detail));
            case "Complaint" -> life.receipts().complained(now);
            default -> life.receipts();
        };
    }

    private List<Write> suppressions(Message message, String kind, Tree detail, Instant now) {
        if (!message.id().live()) {
            return List.of();
        }
        List<Tree> recipients = switch (kind) {
            case "Bounce" ->
                bounceType(detail).equals("Permanent")
                        ? detail.at("bounce", "bouncedRecipients").list()
                        : List.of();
            case "Complaint" -> detail.at("complaint", "complainedRecipients").list();
            default -> List.of();
        };
        return recipients.stream()
                .map(recipient -> recipient.at("emailAddress").text().toLowerCase(Locale.ROOT))
                .filter(address -> !address.isEmpty())
                .distinct()
                .map(address -> services.store()
                        .suppressions()
                        .add(message.accountId(), new Suppression(address, kind.toLowerCase(Locale.ROOT), now)))
                .toList();
    }

    private static String bounceType(Tree detail) {
        String type = detail.at("bounce", "bounceType").text();
        return type.isEmpty() ? "Undetermined" : type;
    }

    private Write step(Message message, Instant now, String action, Map<String, String> details) {
        return Steps.record(services, message, now, "system:events", action, details);
    }
}
