package dev.multimail.functions.admin;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Principal;
import dev.multimail.store.Write;
import dev.multimail.token.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How a mailbox and an account end. Rows stay, so that the audit log keeps speaking of something. */
public final class Closing {
    /** A transaction has at most 100 parts (AWS: TransactWriteItems), and revoking takes two of them. */
    private static final int TOKENS_AT_ONCE = 40;

    private Closing() {}

    /** Switches a mailbox off together with its tokens; later ones, if there are very many, follow. */
    public static void mailbox(Call<?> call, Mailbox mailbox) {
        Services services = call.services();
        Mailbox off = mailbox.configured(
                mailbox.displayName(), mailbox.mode(), mailbox.approvers(), mailbox.pendingTtl(), false);
        List<Write> writes = new ArrayList<>();
        writes.add(services.store().mailboxes().change(mailbox, off));
        writes.add(services.store()
                .audit()
                .append(call.audit(mailbox.id(), mailbox.id().toString())));
        revoke(
                call,
                writes,
                token -> token.principal() instanceof Principal.Agent agent
                        && agent.mailbox().equals(mailbox.id()));
    }

    /** Closes the account, together with some more writes, and revokes every key that is left. */
    public static void account(Call<?> call, Account account, List<Write> more) {
        Services services = call.services();
        List<Write> writes = new ArrayList<>(more);
        writes.add(services.store().accounts().change(account, account.closed(call.now())));
        writes.add(services.store().audit().append(call.audit(null, account.id())));
        revoke(call, writes, token -> true);
    }

    private static void revoke(Call<?> call, List<Write> first, Predicate<Credential> which) {
        Services services = call.services();
        List<Credential> tokens = services
                .store()
                .credentials()
                .ofAccount(call.principal().accountId())
                .stream()
                .filter(token -> token.active() && which.test(token))
                .toList();
        List<Write> writes = new ArrayList<>(first);
        for (int from = 0; from == 0 || from < tokens.size(); from += TOKENS_AT_ONCE) {
            tokens.subList(from, Math.min(from + TOKENS_AT_ONCE, tokens.size()))
                    .forEach(token ->
                            writes.addAll(services.store().credentials().revoke(token, call.now())));
            services.store().transactions().require(writes);
            writes.clear();
        }
    }
}
