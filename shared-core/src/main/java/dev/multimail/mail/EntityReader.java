package dev.multimail.mail;

import dev.multimail.message.Octets;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** Reads raw octets into a header and a tree of parts, within limits; what was read before a fault is kept. */
final class EntityReader {
    private static final int MAX_DEPTH = 100;
    private static final int MIN_DEPTH = 10;
    /** Each open level looks at each octet once more for its boundary, so a large mail may nest less deep. */
    private static final long MAX_OCTETS_TIMES_DEPTH = 200_000_000;

    private static final int MAX_PARTS = 500;
    private static final int MAX_HEADER_OCTETS = 1_048_576;
    private static final MimeConfig CONFIG = new MimeConfig.Builder()
            .setStrictParsing(false)
            .setMaxLineLen(-1)
            .setMaxHeaderLen(100_000)
            .setMaxHeaderCount(1_000)
            .build();

    private record Frame(String subtype, List<Entity> parts) {}

    private final Deque<Frame> open = new ArrayDeque<>();
    private final HeaderFields top = new HeaderFields();
    private HeaderFields fields = top;
    private @Nullable Entity root;
    private boolean complete = true;
    private int parts;
    private int headerOctets;

    private EntityReader() {}

    /**
     * A mail as it was read.
     *
     * @param complete false after a fault or at a limit
     */
    record Read(HeaderFields header, Entity root, boolean complete) {}

    static Read read(Octets raw) {
        EntityReader reader = new EntityReader();
        try {
            reader.run(raw);
        } catch (IOException | MimeException | RuntimeException e) {
            // Octets of a stranger reach a library here: a fault of it must cost no more than the rest of this one
            // mail.
            reader.complete = false;
        }
        while (!reader.open.isEmpty()) {
            reader.closeMultipart();
        }
        Entity root = reader.root == null ? new Entity.Multipart("mixed", List.of()) : reader.root;
        return new Read(reader.top, root, reader.complete && !reader.top.isEmpty());
    }

    private void run(Octets raw) throws IOException, MimeException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(raw.open());
        long maxDepth = Math.clamp(MAX_OCTETS_TIMES_DEPTH / Math.max(1, raw.size()), MIN_DEPTH, MAX_DEPTH);
        boolean first = true;
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_HEADER -> {
                    fields = first ? top : new HeaderFields();
                    first = false;
                }
                case T_FIELD -> field(stream.getField());
                case T_START_MULTIPART -> {
                    open.push(new Frame(subtype(stream.getBodyDescriptor()), new ArrayList<>()));
                    parts++;
                }
                case T_END_MULTIPART -> closeMultipart();
                case T_BODY -> leaf(stream);
                case T_START_MESSAGE,
                        T_END_MESSAGE,
                        T_RAW_ENTITY,
                        T_END_HEADER,
                        T_PREAMBLE,
                        T_EPILOGUE,
                        T_START_BODYPART,
                        T_END_BODYPART,
                        T_END_OF_STREAM -> {}
            }
            if (open.size() > maxDepth || parts > MAX_PARTS || headerOctets > MAX_HEADER_OCTETS) {
                complete = false;
                return;
            }
        }
    }

    private void field(Field field) {
        byte[] raw = field.getRaw() == null ? new byte[0] : field.getRaw().toByteArray();
        headerOctets += raw.length;
        fields.add(field.getName().strip(), raw);
    }

    private void closeMultipart() {
        Frame frame = open.pop();
        place(new Entity.Multipart(frame.subtype(), frame.parts()));
    }

    private void place(Entity entity) {
        if (!open.isEmpty()) {
            open.element().parts().add(entity);
        } else if (root == null) {
            root = entity;
        }
    }

    private void leaf(MimeTokenStream stream) throws IOException {
        parts++;
        BodyDescriptor descriptor = stream.getBodyDescriptor();
        String mediaType = descriptor.getMimeType().toLowerCase(Locale.ROOT);
        if (fields.first("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            // A multipart without a boundary: its octets are still worth reading.
            complete = false;
            mediaType = "text/plain";
        }
        Octets content = Octets.owning(stream.getDecodedInputStream().readAllBytes());
        String disposition = fields.first("Content-Disposition");
        boolean attached = disposition.toLowerCase(Locale.ROOT).startsWith("attachment");
        boolean isRoot = open.isEmpty();
        String fileName = isRoot && !attached && mediaType.startsWith("text/") ? null : fileName(disposition);
        place(new Entity.Leaf(mediaType, descriptor.getCharset(), fileName, attached, content));
    }

    /**
     * RFC 2183 {@code filename}, else the older {@code name} of Content-Type; both as RFC 2231 or with encoded words.
     */
    private @Nullable String fileName(String disposition) {
        String name = new Parameters(disposition).get("filename");
        return name == null ? new Parameters(fields.first("Content-Type")).get("name") : name;
    }

    private static String subtype(BodyDescriptor descriptor) {
        String mediaType = descriptor.getMimeType().toLowerCase(Locale.ROOT);
        return mediaType.substring(mediaType.indexOf('/') + 1);
    }
}
