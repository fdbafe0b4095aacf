package dev.multimail.functions.admin;

import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.HeaderText;
import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Checks of what an owner sets on the account. Each failure names the field and changes nothing. */
public final class AccountSettings {
    private AccountSettings() {}

    /** One line of text that is not empty. */
    public static String text(String field, String text, int longest) {
        HeaderText.requireSafe(field, text);
        if (text.isBlank() || text.length() > longest) {
            throw invalid(field, field + " has from 1 to " + longest + " characters.");
        }
        return text.strip();
    }

    /** Text of several lines if wanted, not empty. */
    public static String lines(String field, String text, int longest) {
        boolean printable = text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
        if (!printable || text.isBlank() || text.length() > longest) {
            throw invalid(field, field + " has from 1 to " + longest + " characters of text.");
        }
        return text.strip();
    }

    /** A postal address, of several lines if wanted; empty text removes it. */
    public static @Nullable String physicalAddress(String text) {
        boolean printable = text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c));
        if (!printable || text.length() > Account.MAX_PHYSICAL_ADDRESS) {
            throw invalid(
                    "physical_address",
                    "physical_address has at most " + Account.MAX_PHYSICAL_ADDRESS + " characters of text.");
        }
        return text.isBlank() ? null : text.strip();
    }

    /** Whom new mailboxes ask: a person's address, and none of an agent's mailbox here. */
    public static Address oversightEmail(Services services, String text) {
        Address address = Address.parse(text);
        if (services.store().mailboxes().find(address).isPresent()) {
            throw invalid(
                    "oversight_email",
                    address + " is an agent's mailbox here: oversight goes to people with addresses elsewhere.");
        }
        return address;
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
