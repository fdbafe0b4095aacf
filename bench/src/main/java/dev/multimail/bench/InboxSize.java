package dev.multimail.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.api.CheckInbox;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.local.pipeline.LocalContext;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What a look into a mailbox costs when it holds a hundred messages, and when it holds a hundred thousand. */
final class InboxSize implements Measurement {
    private static final int SMALL = 100;
    private static final int LARGE = 100_000;
    private static final int WARM_UP = 100;
    private static final int PAIRS = 300;
    private static final int BATCH = 25;
    private static final double BAR = 1.2;
    private static final Map<String, Map<String, String>> LOOKS =
            Map.of("newest", Map.of("limit", "50"), "unread", Map.of("limit", "50", "status", "unread"));

    @Override
    public List<Figure> run() {
        try (Workbench bench = new Workbench()) {
            Workbench.Desk small = bench.desk("small");
            Workbench.Desk large = bench.desk("large");
            fill(bench, small, SMALL);
            fill(bench, large, LARGE);
            List<Figure> figures = new ArrayList<>();
            LOOKS.forEach((name, query) -> {
                figures.add(cost(bench, small, large, name, query));
                figures.add(time(bench, small, large, name, query));
            });
            return figures;
        }
    }

    private static Figure cost(
            Workbench bench, Workbench.Desk small, Workbench.Desk large, String name, Map<String, String> query) {
        double ofSmall = units(bench, small, query);
        double ofLarge = units(bench, large, query);
        return new Figure(
                "check_inbox, " + name + ": read units of 100,000 and of 100 messages",
                "equal",
                String.format(Locale.ROOT, "%.1f and %.1f", ofLarge, ofSmall),
                ofSmall == ofLarge);
    }

    private static double units(Workbench bench, Workbench.Desk desk, Map<String, String> query) {
        Metered metered = new Metered(bench.client());
        look(new CheckInbox(bench.over(metered)), desk, query);
        return metered.readUnits();
    }

    private static Figure time(
            Workbench bench, Workbench.Desk small, Workbench.Desk large, String name, Map<String, String> query) {
        CheckInbox handler = new CheckInbox(bench.services());
        Samples ofSmall = new Samples();
        Samples ofLarge = new Samples();
        for (int pair = 0; pair < WARM_UP + PAIRS; pair++) {
            boolean smallFirst = pair % 2 == 0;
            double first = look(handler, smallFirst ? small : large, query);
            double second = look(handler, smallFirst ? large : small, query);
            if (pair >= WARM_UP) {
                ofSmall.add(smallFirst ? first : second);
                ofLarge.add(smallFirst ? second : first);
            }
        }
        double ratio = ofLarge.median() / ofSmall.median();
        return new Figure(
                "check_inbox, " + name + ": time of 100,000 over 100 messages",
                String.format(Locale.ROOT, "<= %.1f", BAR),
                String.format(
                        Locale.ROOT,
                        "%.2f; %s over %s, %d pairs",
                        ratio,
                        ofLarge.text("ms"),
                        ofSmall.text("ms"),
                        ofSmall.count()),
                ratio <= BAR);
    }

    private static double look(CheckInbox handler, Workbench.Desk desk, Map<String, String> query) {
        APIGatewayProxyRequestEvent request =
                Workbench.request(desk, "req_look", "").withQueryStringParameters(query);
        LocalContext context = LocalContext.of("check_inbox");
        long begun = System.nanoTime();
        Workbench.call(handler, request, context);
        return (System.nanoTime() - begun) / 1e6;
    }

    // The rows are the store's own, written in batches instead of one transaction each.
    private static void fill(Workbench bench, Workbench.Desk desk, int count) {
        List<WriteRequest> batch = new ArrayList<>();
        String table = "";
        for (int number = 0; number < count; number++) {
            Message message = received(bench.services(), desk);
            Put row = bench.services().store().messages().create(message).item().put();
            table = row.tableName();
            batch.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(row.item()).build())
                    .build());
            if (batch.size() == BATCH || number == count - 1) {
                Map<String, List<WriteRequest>> requests = Map.of(table, List.copyOf(batch));
                BatchWriteItemResponse written = bench.client().batchWriteItem(write -> write.requestItems(requests));
                if (!written.unprocessedItems().isEmpty()) {
                    throw new IllegalStateException("the embedded database left rows unwritten");
                }
                batch.clear();
            }
        }
    }

    private static Message received(Services services, Workbench.Desk desk) {
        MessageId id = services.ids().message(new Lane(desk.mailbox().id(), true));
        Instant now = services.clock().instant();
        String address = desk.mailbox().address().toString();
        Matter matter = new Matter.Inbound(
                ThreadId.openedBy(id),
                "customer@example.org",
                "A Customer",
                List.of(address),
                List.of(),
                address,
                null,
                "A question about an order",
                0,
                2_000,
                id + "@example.org",
                List.of(),
                Map.of("spam", "PASS", "virus", "PASS", "spf", "PASS", "dkim", "PASS", "dmarc", "PASS"),
                true,
                false);
        return new Message(
                id,
                desk.mailbox().accountId(),
                now,
                now,
                ContentHash.ofText("bench", id.toString()),
                matter,
                Lifecycle.received(false, now),
                Map.of());
    }
}
