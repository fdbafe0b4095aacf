package dev.multimail.functions.conformance;

import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the traces speak of, by the numbers that the model knows it by. */
final class Names {
    /** Everybody to whom agents write. */
    static final List<String> RECIPIENTS =
            List.of("ann@one.example", "bob@one.example", "eve@two.example", "joe@three.example");
    /** What owners put on allowlists. */
    static final List<String> PATTERNS =
            List.of("ann@one.example", "*@one.example", "*@two.example", "joe@three.example");

    static final List<String> PEOPLE = List.of("pat@people.example", "kim@people.example", "lee@people.example");

    private Names() {}

    /** An account with its owner's key, which has the account's number. */
    record Account(int number, String id, Token owner) {}

    /** A token; {@code box} is null for an account's key. */
    record Token(
            int account,
            int number,
            String id,
            String text,
            @Nullable Box box,
            boolean live,
            Set<Scope> scopes) {
        Token {
            scopes = Set.copyOf(scopes);
        }

        /** Who is named as having decided or ended something with it. */
        int actor() {
            return (box == null ? 0x80 : 0x40) + number;
        }
    }

    record Box(int number, int account, MailboxId id, String address) {}

    /** A message, or the place of one that was never made. */
    record Cell(int number, Box box, boolean live, @Nullable MessageId id) {}

    /** What an owner sets on a mailbox. People and patterns are sets of bits. */
    record Settings(OversightMode mode, boolean active, int people, Duration ttl, int patterns) {
        Settings with(OversightMode other) {
            return new Settings(other, active, people, ttl, patterns);
        }

        Settings asking(int others) {
            return new Settings(mode, active, others, ttl, patterns);
        }

        Settings allowing(int others) {
            return new Settings(mode, active, people, ttl, others);
        }

        Settings off() {
            return new Settings(mode, false, people, ttl, patterns);
        }

        Digits digits() {
            return new Digits()
                    .put(1, List.of(OversightMode.values()).indexOf(mode))
                    .put(1, active ? 1 : 0)
                    .put(1, people)
                    .put(5, ttl.toSeconds())
                    .put(1, patterns);
        }
    }

    static List<String> chosen(List<String> from, int bits) {
        return IntStream.range(0, from.size())
                .filter(at -> (bits >> at & 1) == 1)
                .mapToObj(from::get)
                .toList();
    }

    static int bits(List<String> from, List<String> chosen) {
        return chosen.stream().mapToInt(text -> 1 << from.indexOf(text)).sum();
    }

    static Set<Scope> scopes(int bits) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if ((bits >> List.of(Scope.values()).indexOf(scope) & 1) == 1) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
