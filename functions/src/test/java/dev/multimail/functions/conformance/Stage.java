package dev.multimail.functions.conformance;

import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.conformance.Names.Account;
import dev.multimail.functions.conformance.Names.Box;
import dev.multimail.functions.conformance.Names.Cell;
import dev.multimail.functions.conformance.Names.Settings;
import dev.multimail.functions.conformance.Names.Token;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Message;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Scope;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Two accounts of their own for one trace, and all that it made so far. */
final class Stage {
    final World world;
    final Trace trace;
    final Random random;
    final int number;
    final List<Account> accounts = new ArrayList<>();
    final List<Box> boxes = new ArrayList<>();
    final List<Token> tokens = new ArrayList<>();
    final List<Cell> cells = new ArrayList<>();
    private int tokenNumbers;
    private int cellNumbers;

    Stage(World world, int number) {
        this.world = world;
        this.number = number;
        this.random = new Random(number);
        this.trace = new Trace(world);
        openAccount();
        openAccount();
    }

    // The model begins with one owner's key for each account, whose number is the account's.
    private void openAccount() {
        int account = accounts.size();
        String id = "acc_" + number + "_" + account;
        Instant now = now();
        NewCredential owner = NewCredential.ofAccount(world.services(), id, "owner", Set.of(Scope.ADMIN), now);
        List<Write> writes = new ArrayList<>(List.of(world.services()
                .store()
                .accounts()
                .create(new dev.multimail.mailbox.Account(
                        id, "Example Ltd", Address.parse("owner@example.com"), now))));
        writes.addAll(world.services().store().credentials().create(owner.credential()));
        world.services().store().transactions().require(writes);
        Token token = new Token(
                account,
                tokenNumbers++,
                owner.credential().id(),
                owner.token().text(),
                null,
                true,
                Set.of(Scope.ADMIN));
        trace.knows(token);
        accounts.add(new Account(account, id, token));
    }

    Instant now() {
        return world.clock().instant();
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Any of those that fit, or of all if none does. */
    <T> T any(List<T> from, Predicate<T> fits) {
        List<T> fitting = from.stream().filter(fits).toList();
        return any(fitting.isEmpty() ? from : fitting);
    }

    Token owner(int account) {
        return accounts.get(account).owner();
    }

    /** Any token at all, owners' too. */
    Token anyToken() {
        return chance(15) || tokens.isEmpty() ? owner(random.nextInt(2)) : any(tokens);
    }

    /** The next number of a token. */
    int nextToken() {
        return tokenNumbers;
    }

    Token add(int account, String id, String text, @Nullable Box box, boolean live, Set<Scope> scopes) {
        Token token = new Token(account, tokenNumbers++, id, text, box, live, scopes);
        tokens.add(token);
        trace.knows(token);
        return token;
    }

    /** The place of a message that is to be made, or is not made after all. */
    Cell place(Box box, boolean live, @Nullable MessageId id) {
        Cell cell = new Cell(++cellNumbers, box, live, id);
        if (id != null) {
            cells.add(cell);
        }
        return cell;
    }

    /** A message, more often a new one than an old one. */
    Cell anyCell() {
        int back = random.nextInt(cells.size());
        int orFewer = random.nextInt(cells.size());
        return cells.get(cells.size() - 1 - Math.min(back, orFewer));
    }

    Message message(Cell cell) {
        return trace.message(cell).orElseThrow();
    }

    Mailbox row(Box box) {
        return world.services().store().mailboxes().get(box.id()).orElseThrow();
    }

    Settings settings(Box box) {
        Mailbox row = row(box);
        List<String> people = row.approvers().stream().map(Objects::toString).toList();
        return new Settings(
                row.mode(),
                row.active(),
                Names.bits(Names.PEOPLE, people),
                row.pendingTtl(),
                Names.bits(Names.PATTERNS, row.allowlist()));
    }

    OversightMode anyMode() {
        return any(List.of(
                OversightMode.READ_ONLY,
                OversightMode.GATED_ALL,
                OversightMode.GATED_ALL,
                OversightMode.GATED_SEND,
                OversightMode.GATED_SEND,
                OversightMode.GATED_SEND,
                OversightMode.MONITORED,
                OversightMode.MONITORED,
                OversightMode.AUTONOMOUS,
                OversightMode.AUTONOMOUS,
                OversightMode.AUTONOMOUS));
    }
}
