package dev.multimail.policy;

import java.util.Locale;
import java.util.Set;

/** What a credential may do. Only {@code admin} implies others: every scope but {@code send}. */
public enum Scope {
    READ,
    SEND,
    OVERSIGHT_READ,
    OVERSIGHT,
    ADMIN;

    /** Whether a credential with these scopes has this one. */
    public boolean grantedBy(Set<Scope> held) {
        return held.contains(this) || (this != SEND && held.contains(ADMIN));
    }

    /** Whether one credential may hold these scopes: none both sends and decides, or administers. */
    public static boolean compatible(Set<Scope> scopes) {
        return !(scopes.contains(SEND) && (scopes.contains(OVERSIGHT) || scopes.contains(ADMIN)));
    }

    /** The scope as it goes over the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
