package dev.multimail.store;

import dev.multimail.id.MessageId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The waits of held messages, as a state machine keeps them: it writes its token on the message's row by itself, on
 * condition that the row still waits, and needs to be told where that row is.
 */
public final class Waits {
    /** The attribute that holds the token. Only the state machine writes it, and a change of the row leaves it. */
    public static final String TOKEN = "task";

    /** The attribute that holds the message's state. */
    public static final String STATE = MessageRows.STATE;

    private final DynamoDbClient client;
    private final Tables tables;

    public Waits(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** The token of the message's wait, if one was ever written; strongly consistent. */
    public Optional<String> token(MessageId id) {
        return Rows.get(client, tables.state(), Key.message(id))
                .flatMap(row -> Optional.ofNullable(Item.of(row).text(TOKEN)));
    }

    /** The key of the message's row, by the names of its attributes. */
    public static Map<String, String> key(MessageId id) {
        Key key = Key.message(id);
        return Map.of(Tables.PK, key.pk(), Tables.SK, key.sk());
    }
}
