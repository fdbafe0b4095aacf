package dev.multimail.functions.admin;

import dev.multimail.mailbox.Mailbox;
import java.util.HashMap;
import java.util.Map;

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

    /** What the audit log says of a change. */
    public static Map<String, String> facts(Mailbox before, Mailbox after) {
        Map<String, String> facts = new HashMap<>();
        facts.put("oversight_mode_before", before.mode().wire());
        facts.put("oversight_mode", after.mode().wire());
        int days = after.preferences().retentionDays();
        if (days != before.preferences().retentionDays()) {
            facts.put("retention_days", Integer.toString(days));
        }
        return facts;
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
