package dev.multimail.mailbox;

import dev.multimail.message.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The owner of mailboxes.
 *
 * @param operator the name under which people know who runs the agents
 * @param oversightEmail who approves where a mailbox names nobody
 * @param physicalAddress the operator's postal address, which mail to many people must show, or null
 * @param version counts the changes
 * @param closedAt when the owner closed the account, or null
 * @param operatorApproval whether changes that loosen something need a code that was mailed to the owner
 */
public record Account(
        String id,
        String operator,
        Address oversightEmail,
        Instant createdAt,
        @Nullable String physicalAddress,
        int version,
        @Nullable Instant closedAt,
        boolean operatorApproval) {
    public static final int MAX_NAME = 200;
    public static final int MAX_PHYSICAL_ADDRESS = 500;

    /** An account that is opened now. */
    public Account(String id, String operator, Address oversightEmail, Instant createdAt) {
        this(id, operator, oversightEmail, createdAt, null, 1, null, false);
    }

    /** The same account as its owner changed it. */
    public Account changed(
            String nextOperator,
            Address nextEmail,
            @Nullable String nextPhysicalAddress,
            boolean nextOperatorApproval) {
        return new Account(
                id,
                nextOperator,
                nextEmail,
                createdAt,
                nextPhysicalAddress,
                version + 1,
                closedAt,
                nextOperatorApproval);
    }

    /** The same account, closed. */
    public Account closed(Instant at) {
        return new Account(id, operator, oversightEmail, createdAt, physicalAddress, version + 1, at, operatorApproval);
    }
}
