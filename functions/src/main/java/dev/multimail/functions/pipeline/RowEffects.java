package dev.multimail.functions.pipeline;

import dev.multimail.effect.Effect;
import dev.multimail.effect.Effects;
import dev.multimail.message.Message;
import dev.multimail.store.Codes;
import dev.multimail.store.Erasures;
import dev.multimail.store.Letters;
import dev.multimail.store.MessageRows;
import dev.multimail.store.Webhooks;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What follows from rows of the state table, whatever they are of. */
final class RowEffects {
    private RowEffects() {}

    /** What follows from a change; {@code before} is empty when the row is new, {@code after} when it is gone. */
    static List<Effect> of(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        if (after.isEmpty()) {
            return List.of();
        }
        if (MessageRows.isMessage(after)) {
            Message old = before.isEmpty() ? null : MessageRows.read(before);
            return Effects.of(old, MessageRows.read(after));
        }
        return unfinished(after);
    }

    /** What a row still needs, after a wake-up was lost. */
    static List<Effect> unfinished(Map<String, AttributeValue> row) {
        if (MessageRows.isMessage(row)) {
            return Effects.unfinished(MessageRows.read(row));
        }
        if (Codes.isCode(row)) {
            return Effects.of(Codes.read(row));
        }
        if (Letters.isLetter(row)) {
            return Effects.of(Letters.read(row));
        }
        if (Erasures.isErasure(row)) {
            return Effects.ofErasure(Erasures.read(row));
        }
        return Webhooks.isDelivery(row) ? Effects.of(Webhooks.readDelivery(row)) : List.of();
    }
}
