package dev.multimail.functions.admin;

import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.GateTiming;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.message.Address;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of a mailbox's preferences. What is left out stays; each failure names the field and changes nothing. */
public final class PreferenceSettings {
    private PreferenceSettings() {}

    /** Who is copied: a list, or one text with commas; an empty one for nobody. */
    public static List<Address> copies(String field, @Nullable List<String> given, List<Address> before) {
        if (given == null) {
            return before;
        }
        List<Address> copies = given.stream()
                .flatMap(text -> text == null ? Stream.of("") : Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Address::parse)
                .distinct()
                .toList();
        if (copies.size() > Preferences.MAX_COPIES) {
            throw invalid(field, field + " names at most " + Preferences.MAX_COPIES + " addresses.");
        }
        return copies;
    }

    /** Plain text below every message; empty text for none. */
    public static @Nullable String signature(@Nullable String given, @Nullable String before) {
        if (given == null) {
            return before;
        }
        boolean printable = given.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
        if (!printable || given.length() > Preferences.MAX_SIGNATURE) {
            throw invalid(
                    "signature_block",
                    "signature_block has at most " + Preferences.MAX_SIGNATURE + " characters of text.");
        }
        return given.isBlank() ? null : given.strip();
    }

    public static GateTiming gateTiming(@Nullable String given, GateTiming before) {
        return given == null
                ? before
                : GateTiming.parse(given)
                        .orElseThrow(() -> invalid("gate_timing", "gate_timing is gate_first or schedule_first."));
    }

    /** A switch: true or false, or 1 or 0, as clients of both generations write it. */
    public static boolean flag(String field, @Nullable Object given, boolean before) {
        return switch (given) {
            case null -> before;
            case Boolean flag -> flag;
            case Integer number when number == 0 || number == 1 -> number == 1;
            default -> throw invalid(field, field + " is true or false.");
        };
    }

    /** A number that its field's limits let through, or the one there is. */
    public static int number(@Nullable Long given, int before) {
        return given == null ? before : Math.toIntExact(given);
    }

    /** Whether it writes to many. Whoever does says where they are: such mail shows the operator's postal address. */
    public static boolean bulkSender(Services services, Mailbox mailbox, @Nullable Object given) {
        boolean before = mailbox.preferences().bulkSender();
        boolean after = flag("bulk_sender", given, before);
        if (after && !before && !hasPostalAddress(services, mailbox.accountId())) {
            throw invalid(
                    "bulk_sender",
                    "A bulk sender's mail shows a postal address: set physical_address with PATCH /v1/account first.");
        }
        return after;
    }

    private static boolean hasPostalAddress(Services services, String accountId) {
        return services.store()
                .accounts()
                .get(accountId)
                .filter(account -> account.physicalAddress() != null)
                .isPresent();
    }

    /** What other installations know and this one does by other means, or never. */
    public static void refuseWhatIsNotOffered(
            @Nullable Object aiDisclosure,
            @Nullable Object forwardInbound,
            @Nullable String webhookUrl,
            @Nullable String oversightWebhookUrl) {
        if (!flag("ai_disclosure", aiDisclosure, true)) {
            throw invalid("ai_disclosure", "What an agent sends always says that a machine wrote it.");
        }
        if (flag("forward_inbound", forwardInbound, false)) {
            throw invalid("forward_inbound", "Mail is not forwarded: subscribe a webhook to email.received instead.");
        }
        if (webhookUrl != null || oversightWebhookUrl != null) {
            throw invalid("webhook_url", "Subscribe a webhook of this mailbox by POST /v1/webhooks.");
        }
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
