package dev.multimail.bench;

import dev.multimail.functions.api.SendEmail;
import dev.multimail.local.pipeline.LocalContext;
import dev.multimail.store.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The very requests that a send makes, recorded once and made again with fresh keys of the same length: what a send
 * would cost if nothing surrounded its calls.
 */
final class BareSend {
    private static final String MESSAGE = "MSG#";
    private static final String IDEMPOTENCY = "IDEM#";

    private final Ids ids;
    private final BatchGetItemRequest read;
    private final TransactWriteItemsRequest write;
    private final String messageUlid;
    private final String auditUlid;
    private final String keyHash;

    private BareSend(Ids ids, BatchGetItemRequest read, TransactWriteItemsRequest write) {
        this.ids = ids;
        this.read = read;
        this.write = write;
        String message = "";
        String audit = "";
        String hash = "";
        for (TransactWriteItem item : write.transactItems()) {
            Put put = item.put();
            if (put == null) {
                continue;
            }
            String pk = key(put, "pk");
            String sk = key(put, "sk");
            if (sk.startsWith(MESSAGE)) {
                message = sk.substring(MESSAGE.length());
            } else if (pk.startsWith(IDEMPOTENCY)) {
                hash = pk.substring(pk.lastIndexOf('#') + 1);
            } else if (put.item().containsKey("act")) {
                audit = sk;
            }
        }
        if (message.isEmpty() || audit.isEmpty() || hash.isEmpty()) {
            throw new IllegalStateException("a send writes other rows than this measurement knows");
        }
        this.messageUlid = message;
        this.auditUlid = audit;
        this.keyHash = hash;
    }

    private static String key(Put put, String name) {
        return Objects.requireNonNull(put.item().get(name)).s();
    }

    /** Lets a send through a client that records it; the send must need one read and one transaction, no more. */
    static BareSend record(Workbench bench, Workbench.Desk desk) {
        Metered metered = new Metered(bench.client());
        SendEmail handler = new SendEmail(bench.over(metered));
        String body = Sends.body(UUID.randomUUID().toString());
        Workbench.call(handler, Workbench.request(desk, "req_recorded", body), LocalContext.of("send_email"));
        if (metered.calls() != 2) {
            throw new IllegalStateException("a send makes " + metered.calls() + " calls, not two");
        }
        return new BareSend(
                bench.services().ids(),
                metered.only(BatchGetItemRequest.class),
                metered.only(TransactWriteItemsRequest.class));
    }

    /** How many rows the transaction writes. */
    int rows() {
        return write.transactItems().size();
    }

    BatchGetItemRequest read() {
        return read;
    }

    /** The transaction for a message that does not exist yet. */
    TransactWriteItemsRequest fresh() {
        String hash = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        Map<String, String> replaced =
                Map.of(messageUlid, ids.ulid(), auditUlid, ids.ulid(), keyHash, hash.substring(0, keyHash.length()));
        List<TransactWriteItem> items = write.transactItems().stream()
                .map(item -> item.put() == null
                        ? item
                        : item.toBuilder()
                                .put(item.put().toBuilder()
                                        .item(row(item.put().item(), replaced))
                                        .build())
                                .build())
                .toList();
        return TransactWriteItemsRequest.builder().transactItems(items).build();
    }

    private static Map<String, AttributeValue> row(Map<String, AttributeValue> row, Map<String, String> replaced) {
        Map<String, AttributeValue> fresh = new HashMap<>(row);
        fresh.replaceAll((name, value) -> value.s() == null ? value : AttributeValue.fromS(text(value.s(), replaced)));
        return fresh;
    }

    private static String text(String text, Map<String, String> replaced) {
        String fresh = text;
        for (Map.Entry<String, String> change : replaced.entrySet()) {
            fresh = fresh.replace(change.getKey(), change.getValue());
        }
        return fresh;
    }

    /** Makes the calls of one send. */
    static void call(DynamoDbClient client, BatchGetItemRequest read, TransactWriteItemsRequest write) {
        client.batchGetItem(read);
        client.transactWriteItems(write);
    }
}
