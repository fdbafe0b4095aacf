package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.oversight.Expiring;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import java.util.Map;

/** Called when a wait ran out. The row decides: an early, late or repeated call changes nothing that it should not. */
public record Expire(Services services) implements RequestHandler<Map<String, String>, Map<String, String>> {
    /** The input's one field. */
    public static final String MESSAGE_ID = "message_id";

    @Override
    public Map<String, String> handleRequest(Map<String, String> input, Context context) {
        MessageId id = MessageId.of(input.getOrDefault(MESSAGE_ID, ""));
        services.store()
                .messages()
                .get(id)
                .ifPresent(message ->
                        Expiring.expire(services, message, services.clock().instant()));
        return input;
    }
}
