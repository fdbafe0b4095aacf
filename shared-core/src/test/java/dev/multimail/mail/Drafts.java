package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.multimail.message.Address;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import java.util.List;

/** Drafts for tests. */
final class Drafts {
    static final NamedAddress AGENT = new NamedAddress("Agent", Address.parse("agent@acme.example"));
    static final NamedAddress ANN = new NamedAddress("Ann Lee", Address.parse("ann@x.example"));

    private Drafts() {}

    static Draft of(String subject, Body body, Attachment... attachments) {
        return new Draft(
                AGENT,
                List.of(ANN),
                List.of(),
                subject,
                body,
                List.of(attachments),
                "1@acme.example",
                null,
                List.of(),
                List.of());
    }

    static Draft of(NamedAddress to) {
        return new Draft(
                AGENT,
                List.of(to),
                List.of(),
                "s",
                new Body.Text("t"),
                List.of(),
                "1@acme.example",
                null,
                List.of(),
                List.of());
    }

    static Draft of(String messageId, List<String> references, Header... extra) {
        return new Draft(
                AGENT,
                List.of(ANN),
                List.of(),
                "s",
                new Body.Text("t"),
                List.of(),
                messageId,
                references.isEmpty() ? null : references.getLast(),
                references,
                List.of(extra));
    }

    static Attachment file(String name, String contentType, String content) {
        return new Attachment(name, contentType, Octets.owning(content.getBytes(UTF_8)));
    }

    static String text(Octets octets) {
        return new String(octets.toByteArray(), UTF_8);
    }
}
