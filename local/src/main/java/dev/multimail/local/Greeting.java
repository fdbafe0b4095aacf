package dev.multimail.local;

import dev.multimail.local.data.Keyring;
import java.nio.file.Path;

/** What the terminal shows once the service answers. */
final class Greeting {
    private static final String BOLD = "\033[1m";
    private static final String DIM = "\033[2m";
    private static final String GREEN = "\033[32m";
    private static final String PLAIN = "\033[0m";

    private final boolean coloured;

    Greeting(boolean coloured) {
        this.coloured = coloured;
    }

    String of(LocalInstallation running) {
        Keyring keyring = running.keyring();
        Keyring.Tokens first = keyring.mailboxes().getFirst();
        Path data = running.data();
        StringBuilder text = new StringBuilder();
        text.append('\n').append(with(BOLD + GREEN, "MultiMail is running.")).append("\n\n");
        line(text, "Console", running.url() + "/");
        line(text, "API", running.url().toString());
        line(text, "SMTP in", running.smtpAddress());
        line(text, "Kept in", data == null ? "memory, until the end" : data.toString());
        text.append('\n');
        line(text, "Owner key", keyring.ownerKey());
        for (Keyring.Tokens tokens : keyring.mailboxes()) {
            text.append('\n');
            line(text, "Mailbox", tokens.address());
            line(text, "  token", tokens.token());
            line(text, "  test token", tokens.testToken());
        }
        text.append('\n').append(with(BOLD, "Send a first email:")).append("\n\n");
        text.append("""
                curl -X POST %s/v1/mailboxes/%s/send \\
                  -H 'Authorization: Bearer %s' \\
                  -H 'Content-Type: application/json' \\
                  -d '{"to": ["you@example.org"], "subject": "Hello", "markdown": "My **first** email."}'
                """.formatted(running.url(), first.id(), first.token()));
        text.append("\nIt waits for a person. Read the notice to ")
                .append(Demo.APPROVER)
                .append(", approve it there, and see it leave:\n")
                .append(running.url())
                .append("/_local/console\n\n")
                .append(with(DIM, "Nothing leaves this machine. Ctrl+C stops it."))
                .append('\n');
        return text.toString();
    }

    private void line(StringBuilder text, String name, String value) {
        text.append("  ")
                .append(with(DIM, "%-12s".formatted(name)))
                .append("  ")
                .append(value)
                .append('\n');
    }

    private String with(String style, String text) {
        return coloured ? style + text + PLAIN : text;
    }
}
