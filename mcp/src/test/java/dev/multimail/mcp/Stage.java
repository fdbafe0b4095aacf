package dev.multimail.mcp;

import dev.multimail.functions.api.Api;
import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mcp.rest.HttpApi;
import dev.multimail.mcp.tool.Route;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A world with its API over HTTP, and the MCP function before it. */
final class Stage implements AutoCloseable {
    final World world = new World();
    final RestServer rest = new RestServer(world);
    final McpFunction function = new McpFunction(
            routes(world),
            new HttpApi(rest.url(), world.clock()),
            Set.of("https://inspector.example.com"),
            world.services().log());

    static List<Route> routes(World world) {
        return Stream.concat(
                        Api.operations(world.services()).stream().map(Route::of),
                        Api.publicOperations(world.services()).stream().map(Route::of))
                .toList();
    }

    Client client(@Nullable String token) {
        return new Client(function, token, null);
    }

    Client client(@Nullable String token, String mailbox) {
        return new Client(function, token, mailbox);
    }

    /** Lets a mail arrive as SES tells of it, and answers its id. */
    String arrive(TestMailbox mailbox, String raw) {
        String key = "ses-" + world.blobs().size();
        world.blobs()
                .put(
                        Receive.blobKey(key),
                        Octets.owning(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> receipt =
                Map.of("recipients", List.of(mailbox.address()), "spfVerdict", Map.of("status", "PASS"));
        Map<String, Object> event = Map.of(
                "Records",
                List.of(Map.of(
                        "ses", Map.of("mail", Map.of("messageId", key, "source", "a@x.example"), "receipt", receipt))));
        new Receive(world.services()).handleRequest(event, new TestContext());
        return world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/emails?limit=1")
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
    }

    @Override
    public void close() {
        rest.close();
    }
}
