package dev.multimail.functions.admin;

import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.MailDomain;
import dev.multimail.message.Address;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks of mail domains. Each failure names the field and changes nothing. */
public final class Domains {
    private Domains() {}

    /** A domain's name in lower case, as addresses have it. */
    public static String name(Services services, @Nullable String given) {
        if (given == null || given.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "domain is missing.", "field", "domain");
        }
        String name;
        try {
            name = Address.parse("postmaster@" + given.strip()).normalized().substring("postmaster@".length());
        } catch (Problem notADomain) {
            throw invalid(given.strip() + " is not a domain, such as agents.example.com.");
        }
        if (name.equals(services.settings().domain())
                || name.endsWith("." + services.settings().domain())) {
            throw invalid(name + " belongs to this installation: mailboxes can have addresses of it already.");
        }
        return name;
    }

    /**
     * Goes on if a mailbox of this account may have the address.
     *
     * @throws Problem {@code domain_not_verified} unless its domain is the installation's or a verified one of the
     *     account's own
     */
    public static void requireUsable(Services services, String accountId, Address address) {
        String domain = address.normalized().substring(address.normalized().lastIndexOf('@') + 1);
        if (domain.equals(services.settings().domain())) {
            return;
        }
        Optional<MailDomain> known = services.store().domains().find(domain);
        boolean usable = known.isPresent()
                ? known.get().accountId().equals(accountId) && known.get().verifiedAt() != null
                : services.settings().edition().anyDomain();
        if (!usable) {
            throw Problem.of(
                    ErrorCode.DOMAIN_NOT_VERIFIED,
                    "Mail cannot leave under " + domain + " yet: addresses end in @"
                            + services.settings().domain() + " or in a domain that this account verified.",
                    "field",
                    "address");
        }
    }

    private static Problem invalid(String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", "domain");
    }
}
