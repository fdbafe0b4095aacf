package dev.multimail.mailbox;

import dev.multimail.message.Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An owner's standing approvals: {@code a@x} names one recipient, {@code *@x} everybody at a domain. */
public final class Allowlist {
    public static final int MAX_ENTRIES = 100;

    private Allowlist() {}

    /**
     * An entry's pattern as it is kept.
     *
     * @throws Problem {@code invalid_recipient} unless it is an address, or {@code *@} and a domain
     */
    public static String pattern(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("*@")) {
            return "*@" + Address.parse("a" + lower.substring(1)).domain().toLowerCase(Locale.ROOT);
        }
        return Address.parse(lower).normalized();
    }

    /** The entries that together cover every recipient, or empty if one recipient is not covered. */
    public static Optional<String> covering(List<String> patterns, List<Address> recipients) {
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        List<Optional<String>> matches = recipients.stream()
                .map(recipient ->
                        patterns.stream().filter(p -> matches(p, recipient)).findFirst())
                .toList();
        return matches.stream().allMatch(Optional::isPresent)
                ? Optional.of(String.join(
                        ", ",
                        matches.stream().flatMap(Optional::stream).distinct().toList()))
                : Optional.empty();
    }

    private static boolean matches(String pattern, Address recipient) {
        return pattern.startsWith("*@")
                ? pattern.substring(2).equalsIgnoreCase(recipient.domain())
                : pattern.equalsIgnoreCase(recipient.normalized());
    }
}
