package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.audit.AuditRecord;
import dev.multimail.audit.SealChain;
import dev.multimail.functions.wiring.Services;
import dev.multimail.identity.CompactJws;
import dev.multimail.store.AuditLog;
import dev.multimail.store.Seals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Seals what was appended to the audit log, in the order in which the table's stream tells it. Records come at least
 * once; each is sealed once, because a chain knows how far in the stream it goes and a seal's place is taken once.
 */
public record SealAudit(Services services) implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    /** So that a seal with all ids stays far below the 400 kB of a row. */
    static final int MOST_IN_A_SEAL = 1_000;

    private static final int MAX_RACES = 20;

    /** A record and its place in the stream. */
    private record Appended(Seals.Position position, AuditRecord entry) {}

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        Map<String, List<Appended>> byPartition = new LinkedHashMap<>();
        for (DynamodbEvent.DynamodbStreamRecord change : event.getRecords()) {
            Map<String, AttributeValue> row =
                    StreamImages.row(change.getDynamodb().getNewImage());
            String partition = row.isEmpty() ? null : Seals.partition(row);
            if (partition != null) {
                byPartition
                        .computeIfAbsent(partition, _ -> new ArrayList<>())
                        .add(new Appended(position(change), AuditLog.read(row)));
            }
        }
        try {
            CompactJws signer = services.settings().identity().signs(SealChain::signer);
            byPartition.forEach((partition, appended) -> seal(partition, appended, signer));
        } catch (RuntimeException failure) {
            String first = event.getRecords().getFirst().getDynamodb().getSequenceNumber();
            services.log().failure("seal_audit", first, failure);
            // All of it again: what is sealed already is passed over.
            return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(first)));
        }
        return new StreamsEventResponse(List.of());
    }

    private static Seals.Position position(DynamodbEvent.DynamodbStreamRecord change) {
        return new Seals.Position(
                change.getEventSourceARN(), new BigInteger(change.getDynamodb().getSequenceNumber()));
    }

    private void seal(String partition, List<Appended> appended, CompactJws signer) {
        Seals seals = services.store().seals();
        int races = 0;
        while (races < MAX_RACES) {
            Seals.Head head = seals.head(partition);
            List<Appended> next = appended.stream()
                    .filter(each -> !head.covers(each.position()))
                    .limit(MOST_IN_A_SEAL)
                    .toList();
            if (next.isEmpty()) {
                return;
            }
            List<AuditRecord> records = next.stream().map(Appended::entry).toList();
            SealChain.Link link =
                    head.chain().seal(records.stream().map(SealChain::line).toList(), signer);
            if (!seals.append(partition, link, records, next.getLast().position())) {
                races++;
            }
        }
        throw new IllegalStateException("others sealed " + partition + " each time");
    }
}
