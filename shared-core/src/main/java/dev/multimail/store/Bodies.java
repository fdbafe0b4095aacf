package dev.multimail.store;

import dev.multimail.effect.Blobs;
import dev.multimail.id.MessageId;
import dev.multimail.message.Octets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The raw bytes of messages: small ones in a row of their own, so that lists never read them, large ones as blobs. */
public final class Bodies {
    /** Up to this size a body lives in its row and costs no further call. */
    public static final int INLINE_LIMIT = 16 * 1024;

    static final String RAW = "raw";
    static final String BLOB = "blob";

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
            return Write.create(tables.state(), Item.at(Key.body(id)).bytes(RAW, raw), Write.Guard.NEW);
        }
        String blobKey = own(id);
        blobs.put(blobKey, raw);
        return Write.create(tables.state(), Item.at(Key.body(id)).text(BLOB, blobKey), Write.Guard.NEW);
    }

    /** Stores the bytes of an edited message in place of the earlier ones; a blob is never written over. */
    public List<Write> replace(MessageId id, Octets raw, String contentHash) {
        if (raw.size() <= INLINE_LIMIT) {
            return List.of(Write.overwrite(tables.state(), Item.at(Key.body(id)).bytes(RAW, raw)));
        }
        // Not below the first one's key: where blobs are files, a file is no folder.
        String blobKey = own(id) + "." + contentHash;
        blobs.put(blobKey, raw);
        return List.of(
                Write.overwrite(tables.state(), Item.at(Key.body(id)).text(BLOB, blobKey)),
                // What it says now may be edited again: an erasure must find this blob all the same.
                Write.put(tables.state(), Item.at(Key.edited(id, contentHash)).text(BLOB, blobKey)));
    }

    /** The writes of a body that is a blob already, such as mail that came in, perhaps to several mailboxes. */
    public List<Write> reference(MessageId id, String blobKey) {
        return List.of(
                Write.create(tables.state(), Item.at(Key.body(id)).text(BLOB, blobKey), Write.Guard.NEW),
                Write.put(tables.state(), Item.at(Key.share(blobKey, id))));
    }

    /** The raw bytes, or empty once they were deleted. */
    public Optional<Octets> get(MessageId id) {
        return Rows.get(client, tables.state(), Key.body(id)).flatMap(row -> read(Item.of(row)));
    }

    /** The blob that a message's first body has if it is large. */
    static String own(MessageId id) {
        return "body/" + id;
    }

    Optional<Octets> read(@Nullable Item item) {
        if (item == null) {
            return Optional.empty();
        }
        Octets inline = item.bytes(RAW);
        String blobKey = item.text(BLOB);
        if (inline != null || blobKey == null) {
            return Optional.ofNullable(inline);
        }
        return blobs.get(blobKey);
    }
}
