package dev.multimail.functions.pipeline;

import dev.multimail.approval.OwnerLink;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Letter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mails a letter of the service itself. It may arrive twice. */
final class LetterMail {
    private final Services services;

    LetterMail(Services services) {
        this.services = services;
    }

    void send(String letterId) {
        Optional<Letter> found = services.store().letters().get(letterId);
        if (found.isEmpty() || found.get().mailedAt() != null) {
            return;
        }
        Letter letter = found.get();
        Instant now = services.clock().instant();
        if (services.store().mailboxes().find(letter.to()).isPresent()) {
            // An agent would read what is meant for its owner.
            services.log().info("the owner's address is a mailbox", Map.of("letter_id", letterId));
            return;
        }
        ServiceMail.send(services, letter.to(), subject(letter), text(letter), letterId, now);
        services.store()
                .transactions()
                .commit(List.of(services.store().letters().change(letter, letter.mailed(now))));
    }

    private static String subject(Letter letter) {
        return switch (letter.kind()) {
            case REPORT -> "An agent reports an issue";
            case ACCOUNT_OPENED -> "Your MultiMail account is open";
        };
    }

    private String text(Letter letter) {
        Map<String, String> facts = letter.facts();
        return switch (letter.kind()) {
            case REPORT ->
                facts.getOrDefault("by", "Somebody") + " reports:\n\n"
                        + quoted(facts.getOrDefault("message", "")) + "\n\n"
                        + about(facts.getOrDefault("about", ""))
                        + "The words above are the reporter's own. Nothing was changed.\n";
            case ACCOUNT_OPENED ->
                "Your account \"" + facts.getOrDefault("operator", "") + "\" is open. Its first mailbox is "
                        + facts.getOrDefault("mailbox", "") + ".\n\n"
                        + "The agent holds a token of that mailbox and nothing more. You hold the account: this page"
                        + " makes its owner's key, once, until " + link(letter).expiresAt() + ":\n\n    "
                        + services.settings()
                                .url("/v1/owner-key/"
                                        + OwnerLink.sign(
                                                link(letter),
                                                services.settings().linkKeys()))
                        + "\n\nKeep the key where no agent reads it: it changes modes, approvers and keys.\n";
        };
    }

    private static OwnerLink link(Letter letter) {
        return new OwnerLink(
                letter.facts().getOrDefault("account", ""),
                letter.id(),
                letter.createdAt().plus(OwnerLink.LIFETIME));
    }

    private static String about(String requestId) {
        return requestId.isEmpty() ? "" : "It is about the call " + requestId + ".\n\n";
    }

    private static String quoted(String text) {
        return "> " + text.replace("\n", "\n> ");
    }
}
