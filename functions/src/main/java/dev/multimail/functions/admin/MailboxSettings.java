package dev.multimail.functions.admin;

import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.HeaderText;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.policy.OversightMode;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of what an owner sets on a mailbox. Each failure names the field and changes nothing. */
public final class MailboxSettings {
    private MailboxSettings() {}

    public static OversightMode mode(String text) {
        return OversightMode.parse(text)
                .orElseThrow(() -> invalid(
                        "oversight_mode",
                        "oversight_mode is read_only, gated_all, gated_send, monitored or autonomous."));
    }

    /** The mode that is asked for, or the one there is. */
    public static OversightMode mode(@Nullable String given, OversightMode otherwise) {
        return given == null ? otherwise : mode(given);
    }

    /** The time to decide that is asked for, or the one there is. */
    public static Duration pendingTtl(@Nullable Long given, Duration otherwise) {
        return given == null ? otherwise : Duration.ofSeconds(given);
    }

    /** An address whole, or the installation's own by its local part. */
    public static Address address(Services services, @Nullable String whole, @Nullable String localPart) {
        if (whole != null) {
            return Address.parse(whole);
        }
        if (localPart != null) {
            return Address.parse(localPart + "@" + services.settings().domain());
        }
        throw Problem.of(ErrorCode.MISSING_FIELD, "address is missing.", "field", "address");
    }

    /** A display name, null for none. */
    public static @Nullable String displayName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        HeaderText.requireSafe("display_name", name);
        return name.strip();
    }

    /**
     * The approvers of a mailbox. None of them may be a mailbox of this service: its agent would read the link and
     * approve for itself.
     */
    public static List<Address> approvers(Services services, Address mailbox, List<String> given) {
        List<Address> approvers =
                given.stream().map(MailboxSettings::approver).distinct().toList();
        if (approvers.isEmpty() || approvers.size() > Mailbox.MAX_APPROVERS) {
            throw invalid("approver_emails", "A mailbox has from 1 to " + Mailbox.MAX_APPROVERS + " approvers.");
        }
        for (Address approver : approvers) {
            boolean agents = approver.normalized().equals(mailbox.normalized())
                    || services.store().mailboxes().find(approver).isPresent();
            if (agents) {
                throw invalid(
                        "approver_emails",
                        approver + " is an agent's mailbox here: approvers are people with addresses elsewhere.");
            }
        }
        return approvers;
    }

    // Compared in lower case, so that nobody is asked twice.
    private static Address approver(@Nullable String text) {
        if (text == null) {
            throw invalid("approver_emails", "approver_emails holds null.");
        }
        return Address.parse(Address.parse(text).normalized());
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
