package dev.multimail.functions.outbound;

import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.outbound.Composer.Checked;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.mail.Header;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the mail of a bulk sender carries: one-click unsubscribing (RFC 2369 §3.2, RFC 8058 §3.1), and below its text
 * the operator's postal address and the same way out for people.
 */
final class Bulk {
    private Bulk() {}

    /** Where the recipient of a message ends all mail; null if the mailbox is no bulk sender's. */
    static @Nullable String url(Services services, Mailbox mailbox, MessageId id) {
        return mailbox.preferences().bulkSender() ? services.settings().url("/v1/unsubscribe/" + id) : null;
    }

    /** The headers, none without an address. */
    static List<Header> headers(@Nullable String url) {
        return url == null
                ? List.of()
                : List.of(
                        new Header("List-Unsubscribe", "<" + url + ">"),
                        new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }

    /** What stands below the text: the owner's signature, and for a bulk sender where the mail is from and its end. */
    static @Nullable String footer(Services services, Mailbox mailbox, @Nullable String url) {
        String signature = mailbox.preferences().signature();
        if (url == null) {
            return signature;
        }
        Account account = services.store().accounts().get(mailbox.accountId()).orElseThrow(Targets::missing);
        return Stream.of(signature, account.operator(), account.physicalAddress(), "Unsubscribe: " + url)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /** Each recipient has a way out of their own, so there is one. */
    static void requireOne(@Nullable String url, Checked asked) {
        if (url != null
                && (asked.to().size() != 1
                        || !asked.cc().isEmpty()
                        || !asked.bcc().isEmpty())) {
            throw Problem.of(
                    ErrorCode.TOO_MANY_RECIPIENTS,
                    "A bulk sender's message has one recipient, so that each can unsubscribe: send one to each.",
                    "field",
                    "to");
        }
    }
}
