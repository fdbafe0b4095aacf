package dev.multimail.store;

import dev.multimail.effect.Blobs;
import dev.multimail.id.MessageId;
import dev.multimail.message.Octets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The raw bytes of messages: small ones in a row of their own, so that lists never read them, large ones as blobs. */
public final class Bodies {
    /** Up to this size a body lives in its row and costs no further call. */
    public static final int INLINE_LIMIT = 16 * 1024;

    private final DynamoDbClient client;
    private final Tables tables;
    private final Blobs blobs;

    public Bodies(DynamoDbClient client, Tables tables, Blobs blobs) {
        this.client = client;
        this.tables = tables;
        this.blobs = blobs;
    }

    /** Stores what is too large for a row, and gives the write that makes the body part of a transaction. */
    public Write create(MessageId id, Octets raw) {
        if (raw.size() <= INLINE_LIMIT) {
            return Write.create(tables.state(), Item.at(Key.body(id)).bytes("raw", raw), Write.Guard.NEW);
        }
        String blobKey = "body/" + id;
        blobs.put(blobKey, raw);
        return reference(id, blobKey);
    }

    /** Stores the bytes of an edited message in place of the earlier ones; a blob is never written over. */
    public Write replace(MessageId id, Octets raw, String contentHash) {
        if (raw.size() <= INLINE_LIMIT) {
            return Write.overwrite(tables.state(), Item.at(Key.body(id)).bytes("raw", raw));
        }
        // Not below the first one's key: where blobs are files, a file is no folder.
        String blobKey = "body/" + id + "." + contentHash;
        blobs.put(blobKey, raw);
        return Write.overwrite(tables.state(), Item.at(Key.body(id)).text("blob", blobKey));
    }

    /** The write of a body that is a blob already, such as mail that came in. */
    public Write reference(MessageId id, String blobKey) {
        return Write.create(tables.state(), Item.at(Key.body(id)).text("blob", blobKey), Write.Guard.NEW);
    }

    /** The raw bytes, or empty once they were deleted. */
    public Optional<Octets> get(MessageId id) {
        return Rows.get(client, tables.state(), Key.body(id)).flatMap(row -> read(Item.of(row)));
    }

    Optional<Octets> read(@Nullable Item item) {
        if (item == null) {
            return Optional.empty();
        }
        Octets inline = item.bytes("raw");
        String blobKey = item.text("blob");
        if (inline != null || blobKey == null) {
            return Optional.ofNullable(inline);
        }
        return blobs.get(blobKey);
    }
}
