package dev.multimail.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks to {@code /mcp}.
 *
 * @param token theirs, as it came; null for none. The REST API finds out whether it is any good
 * @param mailbox the mailbox that calls are about which name none: its id or address, null for the token's own
 * @param access what the token may do, learned when it is asked for
 */
record Caller(@Nullable String token, @Nullable String mailbox, Access access) {
    private static final String KEY = "caller";

    McpTransportContext context() {
        return McpTransportContext.create(Map.of(KEY, this));
    }

    static Caller of(McpTransportContext context) {
        return (Caller) Objects.requireNonNull(context.get(KEY), "no caller");
    }

    /** Nothing secret. */
    @Override
    public String toString() {
        return "Caller[" + mailbox + "]";
    }
}
