package dev.multimail.policy;

/**
 * What an operation is about, as far as the policy needs to know.
 *
 * @param own whether it belongs to the caller: an agent's own mailbox, a key's own account, an approver's own link
 * @param active whether the mailbox is active
 * @param mode the mailbox's oversight mode, read from its row and never from a cache
 * @param standingApproval whether an entry of the owner's allowlist covers every recipient
 */
public record Target(boolean own, boolean active, OversightMode mode, boolean standingApproval) {
    /** The caller's own account, where no mailbox is concerned. */
    public static Target ownAccount() {
        return new Target(true, true, OversightMode.AUTONOMOUS, false);
    }

    /**
     * The caller's own mailbox, for acts that every mode treats alike: what a {@code gated_all} agent may read is told
     * by the state of each message, so that reading needs no look at the mode.
     */
    public static Target ownInAnyMode() {
        return ownAccount();
    }

    /** The caller's own active mailbox in this mode, with no recipient to be covered. */
    public static Target ownMailbox(OversightMode mode) {
        return new Target(true, true, mode, false);
    }
}
