package dev.multimail.functions.admin;

import dev.multimail.mailbox.Mailbox;

/** What a change of a mailbox means to its owner, who may have to give a second word on it. */
public final class MailboxChange {
    private MailboxChange() {}

    /** Whether an agent's mail leaves more freely, other people decide over it, or others get copies of it. */
    public static boolean loosens(Mailbox before, Mailbox after) {
        return after.mode().compareTo(before.mode()) > 0
                || !after.approvers().equals(before.approvers())
                || !after.preferences().autoCc().equals(before.preferences().autoCc())
                || !after.preferences().autoBcc().equals(before.preferences().autoBcc())
                || after.preferences().sendsPerHour() > before.preferences().sendsPerHour();
    }

    /** The mailbox as it is to be, in words that name all of what loosens. */
    public static String words(Mailbox after) {
        return after.address() + ", " + after.mode().wire() + ", approvers " + after.approvers() + ", time to decide "
                + after.pendingTtl() + ", auto_cc "
                + after.preferences().autoCc() + ", auto_bcc "
                + after.preferences().autoBcc() + ", sends_per_hour "
                + after.preferences().sendsPerHour();
    }
}
