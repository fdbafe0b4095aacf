package dev.multimail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.id.MailboxId;
import dev.multimail.policy.Decision.Allow;
import dev.multimail.policy.Decision.Deny;
import dev.multimail.policy.Decision.Hold;
import dev.multimail.problem.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the policy to a table that was written from the design's, by hand and by operation. */
class PolicyTest {
    private static final MailboxId MAILBOX = new MailboxId("0123456789");

    /** What each operation asks of an agent whose mailbox is its own and active; the modes' columns are below. */
    private static final Map<String, Row> TABLE = Map.ofEntries(
            row("send_email", "SEND", "", "send"),
            row("reply_email", "SEND", "", "send"),
            row("edit_scheduled_email", "SEND", "", "send"),
            row("list_spam", "READ", "READ ADMIN", "free"),
            row("report_spam", "SEND", "ADMIN", "action"),
            row("not_spam", "SEND", "ADMIN", "action"),
            row("check_inbox", "READ", "READ ADMIN", "free"),
            row("read_email", "READ", "READ OVERSIGHT ADMIN", "free"),
            row("download_attachment", "READ", "READ OVERSIGHT ADMIN", "free"),
            row("get_attachment_url", "READ", "READ OVERSIGHT ADMIN", "free"),
            row("get_thread", "READ", "READ ADMIN", "free"),
            row("get_tags", "READ", "READ ADMIN", "free"),
            row("list_contacts", "READ", "READ ADMIN", "free"),
            row("get_mailbox", "READ", "READ ADMIN", "free"),
            row("list_threads", "READ", "READ ADMIN", "free"),
            row("list_allowlist", "READ", "READ ADMIN", "free"),
            row("wait_for_email", "READ", "READ ADMIN", "free"),
            row("wait_for_decision", "READ", "READ OVERSIGHT ADMIN", "free"),
            row("add_allowlist_entry", "never", "ADMIN", ""),
            row("remove_allowlist_entry", "never", "ADMIN", ""),
            row("get_account", "READ", "READ ADMIN", "free"),
            row("get_usage", "READ", "READ ADMIN", "free"),
            row("list_mailboxes", "READ", "READ ADMIN", "free"),
            row("who_am_i", "READ SEND", "READ SEND OVERSIGHT_READ OVERSIGHT ADMIN", "free"),
            row("list_pending", "READ", "READ OVERSIGHT_READ OVERSIGHT ADMIN", "free"),
            row("tag_email", "SEND", "ADMIN", "action"),
            row("delete_tag", "SEND", "ADMIN", "action"),
            row("add_contact", "SEND", "ADMIN", "action"),
            row("delete_contact", "SEND", "ADMIN", "action"),
            row("cancel_message", "SEND", "ADMIN", "free"),
            row("request_upgrade", "SEND", "ADMIN", "free"),
            row("apply_upgrade", "SEND", "ADMIN", "free"),
            row("simulate_inbound", "SEND", "ADMIN", "free"),
            row("report_issue", "READ SEND", "READ SEND OVERSIGHT_READ OVERSIGHT ADMIN", "free"),
            row("create_domain", "never", "ADMIN", ""),
            row("list_domains", "never", "ADMIN", ""),
            row("get_domain", "never", "ADMIN", ""),
            row("verify_domain", "never", "ADMIN", ""),
            row("delete_domain", "never", "ADMIN", ""),
            row("decide_email", "never", "OVERSIGHT ADMIN", ""),
            row("create_mailbox", "never", "ADMIN", ""),
            row("configure_mailbox", "never", "ADMIN", ""),
            row("create_token", "never", "ADMIN", ""),
            row("list_tokens", "never", "ADMIN", ""),
            row("revoke_token", "never", "ADMIN", ""),
            row("create_webhook", "never", "ADMIN", ""),
            row("list_webhooks", "never", "ADMIN", ""),
            row("delete_webhook", "never", "ADMIN", ""),
            row("list_deliveries", "never", "ADMIN", ""),
            row("delete_mailbox", "never", "ADMIN", ""),
            row("delete_email", "never", "ADMIN", ""),
            row("export_account", "never", "ADMIN", ""),
            row("update_account", "never", "ADMIN", ""),
            row("delete_account", "never", "ADMIN", ""),
            row("update_token", "never", "ADMIN", ""),
            row("get_webhook", "never", "ADMIN", ""),
            row("update_webhook", "never", "ADMIN", ""),
            row("rotate_webhook_secret", "never", "ADMIN", ""),
            row("test_webhook", "never", "ADMIN", ""),
            row("redeliver_webhook", "never", "ADMIN", ""),
            row("list_suppression", "never", "ADMIN", ""),
            row("remove_suppression", "never", "ADMIN", ""),
            row("export_audit_log", "never", "ADMIN", ""),
            row("billing", "never", "ADMIN", ""),
            row("read_audit_log", "never", "ADMIN", ""));

    /** What a mode makes of a column: A allows, H holds, D denies, S holds unless a standing approval covers it. */
    private static final Map<OversightMode, Map<String, Character>> COLUMNS = Map.of(
            OversightMode.READ_ONLY, Map.of("free", 'A', "action", 'A', "send", 'D'),
            OversightMode.GATED_ALL, Map.of("free", 'A', "action", 'H', "send", 'H'),
            OversightMode.GATED_SEND, Map.of("free", 'A', "action", 'A', "send", 'S'),
            OversightMode.MONITORED, Map.of("free", 'A', "action", 'A', "send", 'A'),
            OversightMode.AUTONOMOUS, Map.of("free", 'A', "action", 'A', "send", 'A'));

    private record Row(Set<String> agentNeedsOneOf, Set<String> keyNeedsOneOf, String column) {}

    private static Map.Entry<String, Row> row(String operation, String agentNeeds, String keys, String column) {
        return Map.entry(operation, new Row(Set.of(agentNeeds.split(" ", -1)), Set.of(keys.split(" ", -1)), column));
    }

    @Test
    void everyOperationHasARow() {
        assertThat(Stream.of(Operation.values()).map(Operation::wire))
                .containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    @Test
    void everyDecisionOfAnAgentIsAsTheTableSays() {
        List<String> wrong = new ArrayList<>();
        int decisions = 0;
        for (Set<Scope> scopes : everySetOfScopes()) {
            for (Operation operation : Operation.values()) {
                for (Target target : everyTarget()) {
                    Decision expected = ofAgent(scopes, operation, target);
                    Decision actual = Policy.decide(agent(scopes), operation, target);
                    decisions++;
                    if (!actual.equals(expected)) {
                        wrong.add(scopes + " " + operation + " " + target + ": " + actual + ", not " + expected);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(decisions).isEqualTo(32 * Operation.values().length * 40);
    }

    private static Decision ofAgent(Set<Scope> scopes, Operation operation, Target target) {
        Row row = Objects.requireNonNull(TABLE.get(operation.wire()));
        if (operation == Operation.DECIDE_EMAIL) {
            return new Deny(ErrorCode.AGENT_MAY_NOT_DECIDE);
        }
        if (scopes.stream().noneMatch(scope -> row.agentNeedsOneOf().contains(scope.name()))) {
            return new Deny(ErrorCode.INSUFFICIENT_SCOPE);
        }
        if (!target.own()) {
            return new Deny(ErrorCode.NOT_FOUND);
        }
        if (!target.active()) {
            return new Deny(ErrorCode.MAILBOX_INACTIVE);
        }
        Map<String, Character> column = Objects.requireNonNull(COLUMNS.get(target.mode()));
        return switch (Objects.requireNonNull(column.get(row.column()))) {
            case 'A' -> new Allow();
            case 'H' -> new Hold();
            case 'S' -> target.standingApproval() ? new Allow() : new Hold();
            default -> new Deny(ErrorCode.MODE_READ_ONLY);
        };
    }

    @Test
    void everyDecisionOfAKeyIsAsTheTableSaysInEveryMode() {
        List<String> wrong = new ArrayList<>();
        for (Set<Scope> scopes : everySetOfScopes()) {
            for (Operation operation : Operation.values()) {
                for (Target target : everyTarget()) {
                    Decision actual = Policy.decide(key(scopes), operation, target);
                    if (!actual.equals(ofKey(scopes, operation, target))) {
                        wrong.add(scopes + " " + operation + " " + target + ": " + actual);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Decision ofKey(Set<Scope> scopes, Operation operation, Target target) {
        Row row = Objects.requireNonNull(TABLE.get(operation.wire()));
        if (row.column().equals("send")) {
            return new Deny(ErrorCode.SENDING_NEEDS_MAILBOX_TOKEN);
        }
        // Actions and withdrawals ask for send or admin; a key with send alone exists in this table and nowhere else.
        boolean scoped = scopes.stream().anyMatch(scope -> row.keyNeedsOneOf().contains(scope.name()))
                || (row.agentNeedsOneOf().equals(Set.of("SEND")) && scopes.contains(Scope.SEND));
        if (!scoped) {
            return new Deny(ErrorCode.INSUFFICIENT_SCOPE);
        }
        return target.own() ? new Allow() : new Deny(ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void anApproverDecidesOverTheirOwnLinksMessageAndDoesNothingElse(Operation operation) {
        Principal approver = new Principal.Approver("acc_1", MAILBOX, "ann@example.com");
        for (Target target : everyTarget()) {
            Decision expected = operation != Operation.DECIDE_EMAIL
                    ? new Deny(ErrorCode.INSUFFICIENT_SCOPE)
                    : target.own() ? new Allow() : new Deny(ErrorCode.NOT_FOUND);
            assertThat(Policy.decide(approver, operation, target)).isEqualTo(expected);
        }
    }

    @Test
    void whatAnAgentReadsNeverDependsOnTheMode() {
        for (Operation operation : Operation.values()) {
            if (operation.kind() == Operation.Kind.READ) {
                assertThat(everyTarget().stream()
                                .filter(target -> target.own() && target.active())
                                .map(target -> Policy.decide(agent(EnumSet.allOf(Scope.class)), operation, target)))
                        .containsOnly(new Allow());
            }
        }
    }

    @Test
    void noSetOfScopesLetsAnAgentDecideOrAdminister() {
        for (Set<Scope> scopes : everySetOfScopes()) {
            for (Operation operation : Operation.values()) {
                if (operation.kind() == Operation.Kind.DECIDE || operation.kind() == Operation.Kind.ADMINISTER) {
                    assertThat(everyTarget().stream().map(target -> Policy.decide(agent(scopes), operation, target)))
                            .allSatisfy(decision -> assertThat(decision).isInstanceOf(Deny.class));
                }
            }
        }
    }

    @Test
    void adminImpliesEveryScopeButSend() {
        for (Operation operation : Operation.values()) {
            Decision admin = Policy.decide(key(Set.of(Scope.ADMIN)), operation, Target.ownAccount());
            assertThat(admin instanceof Allow).as(operation.wire()).isEqualTo(operation.kind() != Operation.Kind.SEND);
        }
        assertThat(Scope.SEND.grantedBy(Set.of(Scope.ADMIN))).isFalse();
        assertThat(Scope.OVERSIGHT.grantedBy(Set.of(Scope.ADMIN))).isTrue();
        assertThat(Scope.ADMIN.grantedBy(Set.of(Scope.READ, Scope.SEND, Scope.OVERSIGHT)))
                .isFalse();
    }

    @Test
    void nobodySendsAndDecidesByOneCredential() {
        for (Set<Scope> scopes : everySetOfScopes()) {
            boolean both =
                    scopes.contains(Scope.SEND) && (scopes.contains(Scope.OVERSIGHT) || scopes.contains(Scope.ADMIN));
            assertThat(Scope.compatible(scopes)).as(scopes.toString()).isNotEqualTo(both);
        }
    }

    @Test
    void loosenessGrowsWithTheModeAndAStandingApprovalOnlyHelpsWhenGatedSend() {
        assertThat(Stream.of(OversightMode.values()).map(mode -> Policy.ofSending(mode, false)))
                .containsExactly(new Deny(ErrorCode.MODE_READ_ONLY), new Hold(), new Hold(), new Allow(), new Allow());
        assertThat(Stream.of(OversightMode.values())
                        .filter(mode -> !Policy.ofSending(mode, true).equals(Policy.ofSending(mode, false))))
                .containsExactly(OversightMode.GATED_SEND);
        assertThat(Stream.of(OversightMode.values()).filter(Policy::holdsInbound))
                .containsExactly(OversightMode.GATED_ALL);
        assertThat(Stream.of(OversightMode.values()).filter(Policy::copiesToApprovers))
                .containsExactly(OversightMode.MONITORED);
    }

    private static Principal agent(Set<Scope> scopes) {
        return new Principal.Agent("tok_1", "acc_1", MAILBOX, "buyer@example.com", true, scopes);
    }

    private static Principal key(Set<Scope> scopes) {
        return new Principal.Key("tok_2", "acc_1", scopes);
    }

    private static List<Set<Scope>> everySetOfScopes() {
        List<Set<Scope>> all = new ArrayList<>();
        all.add(EnumSet.noneOf(Scope.class));
        for (Scope scope : Scope.values()) {
            for (Set<Scope> without : List.copyOf(all)) {
                Set<Scope> with = EnumSet.noneOf(Scope.class);
                with.addAll(without);
                with.add(scope);
                all.add(with);
            }
        }
        return all;
    }

    private static List<Target> everyTarget() {
        List<Target> all = new ArrayList<>();
        for (OversightMode mode : OversightMode.values()) {
            for (int bits = 0; bits < 8; bits++) {
                all.add(new Target((bits & 1) == 1, (bits & 2) == 2, mode, (bits & 4) == 4));
            }
        }
        return all;
    }
}
