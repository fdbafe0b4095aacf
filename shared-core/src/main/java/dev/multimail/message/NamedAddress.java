package dev.multimail.message;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address with the display name that people read beside it (RFC 5322 §3.4 {@code name-addr}). A blank name is no
 * name.
 */
public record NamedAddress(@Nullable String name, Address address) {
    private static final Pattern ATOMS = Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~ -]+");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    public NamedAddress {
        name = name == null || name.isBlank() ? null : name.strip();
    }

    /** Addresses without names. */
    public static List<NamedAddress> all(List<Address> addresses) {
        return addresses.stream().map(NamedAddress::of).toList();
    }

    /** An address without a name. */
    public static NamedAddress of(Address address) {
        return new NamedAddress(null, address);
    }

    /**
     * The RFC 5322 form for people: {@code Ann <ann@example.com>}, the name in quotes where its characters need them.
     * Letters of all scripts stay as they are and controls are replaced, so this is a text to show, not a header to
     * send.
     */
    @Override
    public String toString() {
        if (name == null) {
            return address.toString();
        }
        String shown = CONTROLS.matcher(name).replaceAll("\uFFFD");
        if (!ATOMS.matcher(shown).matches()) {
            shown = '"' + shown.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return shown + " <" + address + ">";
    }
}
