package dev.multimail.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.functions.wiring.Log;
import dev.multimail.local.data.Checkpoint;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Hands what was appended to the audit log to the sealer, as far as the table's stream goes at the moment. */
public final class AuditSealing {
    private final TableStream stream;
    private final Functions functions;
    private final Log log;

    public AuditSealing(
            DynamoDbStreamsClient client, String streamArn, Checkpoint checkpoint, Functions functions, Log log) {
        this.stream = new TableStream(client, streamArn, checkpoint);
        this.functions = functions;
        this.log = log;
    }

    /** Seals everything up to now; what fails comes again the next time. */
    public synchronized void seal() {
        try {
            for (List<Record> records = stream.next(); !records.isEmpty(); records = stream.next()) {
                StreamsEventResponse response = functions.sealAudit(StreamRecords.event(stream.arn(), records));
                if (!response.getBatchItemFailures().isEmpty()) {
                    stream.rewind();
                    return;
                }
                stream.done(records.getLast());
            }
        } catch (SdkException unreadable) {
            log.failure("audit stream", "", unreadable);
            stream.rewind();
        }
    }
}
