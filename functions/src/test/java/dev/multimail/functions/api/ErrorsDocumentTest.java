package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.field.Limits;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.lookup.UsageSpan;
import dev.multimail.functions.lookup.Waiting;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Allowlist;
import dev.multimail.mailbox.AllowlistEntry;
import dev.multimail.mailbox.MailDomain;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.mailbox.Retention;
import dev.multimail.message.Lifecycle;
import dev.multimail.problem.ErrorCode;
import dev.multimail.store.Rates;
import dev.multimail.store.Replays;
import dev.multimail.store.Webhooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} says of each code and each limit what the code does. */
class ErrorsDocumentTest {
    private final List<String> document = read();

    // Maven starts the tests in the module's folder.
    private static List<String> read() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "errors.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<List<String>> rows(int columns, String firstCell) {
        return document.stream()
                .filter(line -> line.matches("\\| " + firstCell + " \\|.*\\|"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(row -> row.size() == columns)
                .toList();
    }

    @Test
    void everyCodeIsExplainedWithItsStatusAndNoOther() {
        Map<String, String> told = new LinkedHashMap<>();
        for (List<String> row : rows(4, "`[a-z_]+`")) {
            told.put(row.get(0).replace("`", ""), row.get(1));
            assertThat(row.get(2)).as(row.get(0)).endsWith(".");
            assertThat(row.get(3)).as(row.get(0)).endsWith(".");
        }
        Map<String, String> real = new LinkedHashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            real.put(code.wire(), Integer.toString(Problems.status(code)));
        }
        assertThat(told).isEqualTo(real);
    }

    @Test
    void everyLimitIsTheOneThatTheCodeKeeps() {
        Map<String, Long> told = new LinkedHashMap<>();
        for (List<String> row : rows(3, "[A-Z][^|`]*")) {
            told.put(row.get(0), Long.parseLong(row.get(1)));
        }
        assertThat(told).isEqualTo(limits());
    }

    private static Map<String, Long> limits() {
        Map<String, Long> limits = new LinkedHashMap<>();
        limits.put("Recipients of one message, of all kinds together", (long) Limits.RECIPIENTS);
        limits.put("Characters of a subject", (long) Limits.SUBJECT);
        limits.put("Characters of a body, each of markdown, text and html", (long) Limits.BODY);
        limits.put("Attachments of one message", (long) Limits.ATTACHMENTS);
        limits.put("Bytes of all attachments together, decoded", (long) Limits.ATTACHMENT_BYTES);
        limits.put("Characters of an attachment's name", (long) Limits.ATTACHMENT_NAME);
        limits.put("Entries of metadata", (long) Limits.METADATA_ENTRIES);
        limits.put("Characters of a metadata name or value", (long) Limits.METADATA_TEXT);
        limits.put("Characters of an idempotency key", (long) Limits.IDEMPOTENCY_KEY);
        limits.put("Days that an idempotency key is remembered", Replays.KEPT.toDays());
        limits.put("Days ahead of a scheduled message", Limits.SCHEDULE.toDays());
        limits.put("Bytes of a request", (long) ApiGateway.MAX_REQUEST_BYTES);
        limits.put("Entries of a list in one answer", (long) Call.MAX_LIMIT);
        limits.put("Entries of a list that an offset passes over", (long) Call.MAX_OFFSET);
        limits.put("Days of one usage report", (long) UsageSpan.MAX_DAYS);
        limits.put("Characters of an account's name", (long) Account.MAX_NAME);
        limits.put("Characters of a postal address", (long) Account.MAX_PHYSICAL_ADDRESS);
        limits.put("Copies that an owner adds, of each kind", (long) Preferences.MAX_COPIES);
        limits.put("Characters of a signature", (long) Preferences.MAX_SIGNATURE);
        limits.put("Entries of an allowlist", (long) Allowlist.MAX_ENTRIES);
        limits.put("Characters of an allowlist entry's note", (long) AllowlistEntry.MAX_NOTE);
        limits.put("Characters of a reported issue", (long) Limits.REPORT);
        limits.put("Domains of an account", (long) MailDomain.MAX_OF_ACCOUNT);
        limits.put("Seconds that a call waits", Waiting.LONGEST.toSeconds());
        limits.put("Messages that a mailbox submits in an hour, unless its owner says otherwise", (long)
                Preferences.DEFAULT_SENDS_PER_HOUR);
        limits.put("Messages that a mailbox submits in an hour, at most", (long) Preferences.MAX_SENDS_PER_HOUR);
        limits.put("Answers to automatic mail in one thread in a day", (long) Rates.ANSWERS_PER_THREAD);
        limits.put("Days that a mailbox keeps its messages, at most", (long) Retention.MAX_DAYS);
        limits.put("Exports of an account in an hour", (long) Rates.EXPORTS_AN_HOUR);
        limits.put("Days that a webhook delivery is kept", Webhooks.KEPT.toDays());
        limits.put("Upgrade codes of a mailbox in an hour", (long) OneTimeCode.MAX_AN_HOUR);
        limits.put("Wrong tries of a code", (long) OneTimeCode.MAX_TRIES);
        limits.put("Tags of a message", (long) Limits.TAGS);
        limits.put("Characters of a tag's name", (long) Limits.TAG_NAME);
        limits.put("Characters of a tag's value", (long) Limits.TAG_VALUE);
        limits.put("Characters of a contact's name", (long) Limits.CONTACT_NAME);
        limits.put("Tags of a contact", (long) Limits.CONTACT_TAGS);
        limits.put("Approvers of a mailbox", (long) Mailbox.MAX_APPROVERS);
        limits.put("Characters of a display name", (long) Mailbox.MAX_DISPLAY_NAME);
        limits.put("Seconds to decide, at least", Mailbox.MIN_TTL.toSeconds());
        limits.put("Seconds to decide, at most", Mailbox.MAX_TTL.toSeconds());
        limits.put("Characters of a token's name", (long) Limits.TOKEN_NAME);
        limits.put("Characters of a decision's reason", (long) Limits.REASON);
        limits.put("Webhooks of an account", (long) CreateWebhook.MAX_WEBHOOKS);
        limits.put("Fresh approval links of a message", (long) Lifecycle.MAX_NOTICES);
        limits.put("Attempts to hand a message over", (long) Lifecycle.MAX_ATTEMPTS);
        limits.put("Seconds that a revoked token may still work", (long) TokenAuthorizer.CACHE_SECONDS);
        return limits;
    }
}
