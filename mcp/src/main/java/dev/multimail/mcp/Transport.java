package dev.multimail.mcp;

import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where the SDK's server is plugged in: it hands over its handler, and gets messages through it. */
final class Transport implements McpStatelessServerTransport {
    private @Nullable McpStatelessServerHandler handler;

    @Override
    public void setMcpHandler(McpStatelessServerHandler mcpHandler) {
        handler = mcpHandler;
    }

    McpStatelessServerHandler handler() {
        return Objects.requireNonNull(handler, "the server was not built");
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    @Override
    public List<String> protocolVersions() {
        // The SDK takes the last one for the newest.
        return Exchange.PROTOCOLS.reversed();
    }
}
