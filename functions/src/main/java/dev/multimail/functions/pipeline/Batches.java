package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.multimail.effect.Job;
import dev.multimail.functions.wiring.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Batches of a queue: one job that fails is reported alone and comes again; the others are done (AWS: partial batch
 * response).
 */
final class Batches {
    private Batches() {}

    static SQSBatchResponse each(Services services, String what, SQSEvent event, Consumer<Job> work) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                work.accept(Jobs.read(message.getBody()));
            } catch (RuntimeException failure) {
                services.log().failure(what, message.getMessageId(), failure);
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }
}
