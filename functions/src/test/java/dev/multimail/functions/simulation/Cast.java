package dev.multimail.functions.simulation;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who takes part in a history, and what they know: mailboxes, the messages that were asked for, links in the mail. */
final class Cast {
    private static final List<String> MODES =
            List.of("gated_send", "gated_send", "autonomous", "monitored", "gated_all", "gated_send");
    private static final Pattern LINK = Pattern.compile("/v1/approve/apl_\\S+");

    private final World world;
    private final Random random;
    private final List<TestMailbox> mailboxes = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final Map<String, Optional<String>> links = new HashMap<>();

    Cast(World world, Random random) {
        this.world = world;
        this.random = random;
        int count = 2 + random.nextInt(2);
        for (int number = 0; number < count; number++) {
            mailboxes.add(world.mailbox("agent" + number + "@agents.example.com", any(MODES)));
        }
    }

    TestMailbox mailbox() {
        return any(mailboxes);
    }

    List<TestMailbox> mailboxes() {
        return List.copyOf(mailboxes);
    }

    /** Remembers a message by its id. */
    void remember(String messageId) {
        if (!messageId.isEmpty() && !messages.contains(messageId)) {
            messages.add(messageId);
        }
    }

    /** One of the messages that somebody knows of, rather a late one. */
    Optional<String> message() {
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        int back = random.nextInt(random.nextInt(4) > 0 ? Math.min(2, messages.size()) : messages.size());
        return Optional.of(messages.get(messages.size() - 1 - back));
    }

    /** The mailbox of a message. */
    TestMailbox of(String messageId) {
        return mailboxes.stream()
                .filter(mailbox ->
                        messageId.contains(mailbox.id().substring(mailbox.id().indexOf('_') + 1)))
                .findFirst()
                .orElse(mailboxes.getFirst());
    }

    /** A copy that left, if any did. */
    Optional<Outgoing> copy() {
        List<Outgoing> copies = world.outbox().agentMail();
        return copies.isEmpty() ? Optional.empty() : Optional.of(any(copies));
    }

    /** A link that an approver got, rather a late one. */
    Optional<String> link() {
        List<String> found = Stream.of(world.outbox(), world.kept())
                .flatMap(outbox -> outbox.notices().stream())
                .flatMap(notice -> links.computeIfAbsent(notice.tag(), _ -> linkIn(notice)).stream())
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int back = random.nextInt(random.nextBoolean() ? Math.min(2, found.size()) : found.size());
        return Optional.of(found.get(found.size() - 1 - back));
    }

    private static Optional<String> linkIn(Outgoing notice) {
        Matcher matcher = LINK.matcher(MimeParser.parse(notice.raw()).text());
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    <T> T any(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
