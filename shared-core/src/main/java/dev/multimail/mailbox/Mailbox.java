package dev.multimail.mailbox;

import dev.multimail.id.MailboxId;
import dev.multimail.message.Address;
import dev.multimail.policy.OversightMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox as its owner configured it.
 *
 * @param modeVersion counts the changes of anything that decides over sending: mode, approvers, allowlist, activity
 * @param approvers who gets notices and may decide by link
 * @param pendingTtl how long a held message waits for a person
 * @param allowlist standing approvals for gated_send: {@code a@x} or {@code *@x}
 * @param preferences what no decision over sending rests on
 */
public record Mailbox(
        MailboxId id,
        String accountId,
        Address address,
        @Nullable String displayName,
        OversightMode mode,
        int modeVersion,
        boolean active,
        List<Address> approvers,
        Duration pendingTtl,
        List<String> allowlist,
        Instant createdAt,
        Preferences preferences) {
    public static final Duration DEFAULT_TTL = Duration.ofDays(3);
    public static final Duration MIN_TTL = Duration.ofMinutes(1);
    public static final Duration MAX_TTL = Duration.ofDays(30);
    public static final int MAX_APPROVERS = 20;
    public static final int MAX_DISPLAY_NAME = 100;

    public Mailbox {
        approvers = List.copyOf(approvers);
        allowlist = List.copyOf(allowlist);
    }

    /** A mailbox with the preferences that nobody changed yet. */
    public Mailbox(
            MailboxId id,
            String accountId,
            Address address,
            @Nullable String displayName,
            OversightMode mode,
            int modeVersion,
            boolean active,
            List<Address> approvers,
            Duration pendingTtl,
            List<String> allowlist,
            Instant createdAt) {
        this(
                id,
                accountId,
                address,
                displayName,
                mode,
                modeVersion,
                active,
                approvers,
                pendingTtl,
                allowlist,
                createdAt,
                Preferences.standard());
    }

    /** The agent's name as people see it. */
    public String name() {
        return displayName == null ? address.toString() : displayName;
    }

    /** The same mailbox with the mode version of a change that decides over sending. */
    public Mailbox configured(
            @Nullable String name,
            OversightMode nextMode,
            List<Address> nextApprovers,
            Duration ttl,
            boolean nextActive) {
        return next(name, nextMode, nextActive, nextApprovers, ttl, allowlist, preferences);
    }

    /** The same mailbox, configured by one change, with other preferences too. */
    public Mailbox preferring(Preferences next) {
        return new Mailbox(
                id,
                accountId,
                address,
                displayName,
                mode,
                modeVersion,
                active,
                approvers,
                pendingTtl,
                allowlist,
                createdAt,
                next);
    }

    /** The same mailbox with other standing approvals. */
    public Mailbox allowing(List<String> next) {
        return next(displayName, mode, active, approvers, pendingTtl, next, preferences);
    }

    private Mailbox next(
            @Nullable String name,
            OversightMode nextMode,
            boolean nextActive,
            List<Address> nextApprovers,
            Duration ttl,
            List<String> nextAllowlist,
            Preferences nextPreferences) {
        return new Mailbox(
                id,
                accountId,
                address,
                name,
                nextMode,
                modeVersion + 1,
                nextActive,
                nextApprovers,
                ttl,
                nextAllowlist,
                createdAt,
                nextPreferences);
    }
}
