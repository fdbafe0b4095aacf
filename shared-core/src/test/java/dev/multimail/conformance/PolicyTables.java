package dev.multimail.conformance;

import dev.multimail.id.MailboxId;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every decision of the policy, in the order in which {@code PolicyCheck.lean} asks the Spec. */
final class PolicyTables {
    private static final MailboxId MAILBOX = new MailboxId("0123456789");

    private PolicyTables() {}

    /** Agents and keys with each set of scopes, then approvers; each with every operation and every target. */
    static List<HexTable> decisions() {
        List<HexTable> tables = new ArrayList<>();
        everySetOfScopes()
                .forEach(scopes -> tables.add(
                        table(new Principal.Agent("tok_1", "acc_1", MAILBOX, "buyer@example.com", true, scopes))));
        everySetOfScopes().forEach(scopes -> tables.add(table(new Principal.Key("tok_2", "acc_1", scopes))));
        tables.add(table(new Principal.Approver("acc_1", MAILBOX, "ann@example.com")));
        return tables;
    }

    private static HexTable table(Principal principal) {
        HexTable table = new HexTable();
        for (Operation operation : Operation.values()) {
            for (Target target : everyTarget()) {
                table.put(1, code(Policy.decide(principal, operation, target)));
            }
        }
        return table;
    }

    /** For each mode: sending without and with a standing approval, holding what comes in, copying what is sent. */
    static HexTable modes() {
        HexTable table = new HexTable();
        for (OversightMode mode : OversightMode.values()) {
            table.put(1, code(Policy.ofSending(mode, false)));
            table.put(1, code(Policy.ofSending(mode, true)));
            table.put(1, Policy.holdsInbound(mode) ? 1 : 0);
            table.put(1, Policy.copiesToApprovers(mode) ? 1 : 0);
        }
        return table;
    }

    /** For each set of scopes, whether one credential may hold it. */
    static HexTable compatible() {
        HexTable table = new HexTable();
        everySetOfScopes().forEach(scopes -> table.put(1, Scope.compatible(scopes) ? 1 : 0));
        return table;
    }

    /** For each set of scopes, which single scopes it stands for. */
    static HexTable granted() {
        HexTable table = new HexTable();
        for (Set<Scope> held : everySetOfScopes()) {
            for (Scope scope : Scope.values()) {
                table.put(1, scope.grantedBy(held) ? 1 : 0);
            }
        }
        return table;
    }

    /** What a row of a caller's table is about, in words. */
    static String describe(int table, int row) {
        List<Set<Scope>> scopes = everySetOfScopes();
        String caller = table < 32
                ? "an agent with " + scopes.get(table)
                : table < 64 ? "a key with " + scopes.get(table - 32) : "an approver";
        return caller + ", " + List.of(Operation.values()).get(row / 40).wire() + ", "
                + everyTarget().get(row % 40);
    }

    private static List<Set<Scope>> everySetOfScopes() {
        List<Set<Scope>> sets = new ArrayList<>();
        for (int bits = 0; bits < 32; bits++) {
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            for (Scope scope : Scope.values()) {
                if ((bits >> List.of(Scope.values()).indexOf(scope) & 1) == 1) {
                    scopes.add(scope);
                }
            }
            sets.add(scopes);
        }
        return sets;
    }

    private static List<Target> everyTarget() {
        List<Target> targets = new ArrayList<>();
        for (boolean own : new boolean[] {false, true}) {
            for (boolean active : new boolean[] {false, true}) {
                for (OversightMode mode : OversightMode.values()) {
                    targets.add(new Target(own, active, mode, false));
                    targets.add(new Target(own, active, mode, true));
                }
            }
        }
        return targets;
    }

    private static int code(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> 14;
            case Decision.Hold _ -> 15;
            case Decision.Deny deny -> code(deny.code());
        };
    }

    /** The number that {@code Encode.lean} gives to an error code. */
    static int code(ErrorCode code) {
        List<ErrorCode> codes = List.of(
                ErrorCode.AGENT_MAY_NOT_DECIDE,
                ErrorCode.INSUFFICIENT_SCOPE,
                ErrorCode.NOT_FOUND,
                ErrorCode.MAILBOX_INACTIVE,
                ErrorCode.MODE_READ_ONLY,
                ErrorCode.SENDING_NEEDS_MAILBOX_TOKEN,
                ErrorCode.WRONG_STATE,
                ErrorCode.MESSAGE_EXPIRED,
                ErrorCode.CONTENT_CHANGED,
                ErrorCode.LIMIT_REACHED);
        if (!codes.contains(code)) {
            throw new IllegalStateException(code + " has no number in Encode.lean yet");
        }
        return codes.indexOf(code);
    }
}
