package dev.multimail.functions.api;

import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Mail that comes in, as SES tells of it. */
final class Incoming {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Incoming() {}

    /** Lets a mail arrive and answers its id, as its owner sees it. */
    static String arrive(TestMailbox mailbox, String raw) {
        World world = mailbox.world();
        String sesId = "ses-" + COUNT.incrementAndGet();
        world.blobs()
                .put(
                        Receive.blobKey(sesId),
                        Octets.owning(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> event = Map.of(
                "Records",
                List.of(Map.of(
                        "ses",
                        Map.of(
                                "mail", Map.of("messageId", sesId, "source", "ann@x.example"),
                                "receipt",
                                        Map.of(
                                                "recipients", List.of(mailbox.address()),
                                                "spfVerdict", Map.of("status", "PASS"))))));
        new Receive(world.services()).handleRequest(event, new TestContext());
        return world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/emails?limit=1")
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
    }

    /** A plain mail from Ann. */
    static String plain(String subject) {
        return """
                From: Ann Lee <ann@x.example>
                To: buyer@agents.example.com
                Subject: %s
                Message-ID: <%d@x.example>

                Hello from outside.
                """.formatted(subject, COUNT.incrementAndGet());
    }
}
