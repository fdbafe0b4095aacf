package dev.multimail.policy;

import dev.multimail.id.MailboxId;
import java.util.Set;

/** Who calls. */
public sealed interface Principal {
    /** Who calls, as the audit log names it. Holds nothing secret. */
    String actor();

    /** The account on whose behalf the call is made. */
    String accountId();

    /** A token of one mailbox, for its live or its test traffic. */
    record Agent(String tokenId, String accountId, MailboxId mailbox, String address, boolean live, Set<Scope> scopes)
            implements Principal {
        public Agent {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public String actor() {
            return "agent:" + tokenId;
        }
    }

    /** A key of the account: an owner's ({@code admin}) or an overseer's ({@code oversight}). */
    record Key(String tokenId, String accountId, Set<Scope> scopes) implements Principal {
        public Key {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public String actor() {
            return "key:" + tokenId;
        }
    }

    /** A person who came by a signed link that names them. */
    record Approver(String accountId, MailboxId mailbox, String email) implements Principal {
        @Override
        public String actor() {
            return "approver:" + email;
        }
    }
}
