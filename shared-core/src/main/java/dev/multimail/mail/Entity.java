package dev.multimail.mail;

import dev.multimail.message.Octets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a parsed mail (RFC 2045 §2.4). */
sealed interface Entity {
    /** Parts in order; the subtype in lower case. */
    record Multipart(String subtype, List<Entity> parts) implements Entity {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Content of one kind, decoded.
     *
     * @param mediaType type and subtype in lower case
     * @param fileName the name it claims, not yet safe
     * @param attached whether it says of itself that it is an attachment (RFC 2183 §2.2)
     */
    record Leaf(
            String mediaType,
            @Nullable String charset,
            @Nullable String fileName,
            boolean attached,
            Octets content) implements Entity {
        /** Whether this is the mail's text or part of it, and not a file. */
        boolean isText() {
            return (isPlain() || isHtml()) && !attached && fileName == null;
        }

        boolean isPlain() {
            return mediaType.equals("text/plain");
        }

        boolean isHtml() {
            return mediaType.equals("text/html");
        }

        String decoded() {
            return CharsetFallback.decode(content.toByteArray(), charset);
        }
    }
}
