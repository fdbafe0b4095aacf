package dev.multimail.functions.conformance;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.effect.Job;
import dev.multimail.functions.admin.Upgrades;
import dev.multimail.functions.conformance.Names.Box;
import dev.multimail.functions.conformance.Names.Settings;
import dev.multimail.functions.conformance.Names.Token;
import dev.multimail.functions.testing.Answer;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.AllowlistEntry;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.token.Credential;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What owners do, and others try: mailboxes and their settings, tokens, allowlists. */
final class Owners {
    /** The number of a text that no code has. */
    private static final int WRONG_TEXT = 0xff;

    private final Stage stage;
    private final Trace trace;
    private final Map<Box, Integer> latest = new HashMap<>();
    private int boxNumbers;
    private int texts;

    Owners(Stage stage) {
        this.stage = stage;
        this.trace = stage.trace;
    }

    private Token ownerMostly(int account, int percent) {
        return stage.chance(percent) ? stage.owner(account) : stage.anyToken();
    }

    void createMailbox() {
        boolean taken = !stage.boxes.isEmpty() && stage.chance(40);
        int number = ++boxNumbers;
        createMailbox(
                ownerMostly(stage.random.nextInt(2), 80),
                taken ? stage.any(stage.boxes).number() : number,
                number);
    }

    void createMailbox(Token token, int addressOf, int number) {
        String address = "agent" + addressOf + "-" + stage.number + "@agents.example.com";
        Settings settings = new Settings(
                stage.anyMode(),
                true,
                1 + stage.random.nextInt(7),
                Duration.ofSeconds(stage.any(List.of(60, 300, 3600))),
                0);
        Answer answer = stage.world.call(
                token.text(),
                "POST",
                "/v1/mailboxes",
                Map.of(
                        "address",
                        address,
                        "oversight_mode",
                        settings.mode().wire(),
                        "approver_emails",
                        Names.chosen(Names.PEOPLE, settings.people()),
                        "pending_ttl_seconds",
                        settings.ttl().toSeconds()));
        boolean made = answer.status() == 201;
        MailboxId id = made ? MailboxId.parse(answer.text("id")).orElseThrow() : new MailboxId("0".repeat(10));
        Box box = new Box(number, token.account(), id, address);
        trace.ofMailbox(
                Kind.CREATE_MAILBOX, token, box, settings.digits().put(2, addressOf), Reply.of(answer, Reply.NOTHING));
        if (made) {
            stage.boxes.add(box);
            trace.handed().knows(box);
            // In the model these two tokens are made by events of their own.
            added(token, box, true, answer.text("token"));
            added(token, box, false, answer.text("test_token"));
        }
    }

    int nextBox() {
        return ++boxNumbers;
    }

    private void added(Token owner, Box box, boolean live, String text) {
        String id = credentials(box).stream()
                .filter(found -> ((Principal.Agent) found.principal()).live() == live)
                .findFirst()
                .orElseThrow()
                .id();
        Token token = stage.add(box.account(), id, text, box, live, Names.scopes(3));
        trace.ofAccount(Kind.CREATE_TOKEN, owner, box, arguments(token.number(), box, live, 3), Reply.NOTHING);
    }

    private List<Credential> credentials(Box box) {
        return stage
                .world
                .services()
                .store()
                .credentials()
                .ofAccount(stage.accounts.get(box.account()).id())
                .stream()
                .filter(found -> found.active()
                        && found.principal() instanceof Principal.Agent agent
                        && agent.mailbox().equals(box.id()))
                .toList();
    }

    void configure() {
        Box box = stage.any(stage.boxes);
        Settings before = stage.settings(box);
        if (!before.active()) {
            return;
        }
        Token token = ownerMostly(box.account(), 75);
        OversightMode mode = stage.chance(70) ? stage.anyMode() : before.mode();
        int people = stage.chance(40) ? 1 + stage.random.nextInt(7) : before.people();
        Settings after = before.with(mode).asking(people);
        Map<String, Object> body = new HashMap<>();
        body.put("oversight_mode", mode.wire());
        body.put("approver_emails", Names.chosen(Names.PEOPLE, people));
        Answer answer = stage.world.call(token.text(), "PATCH", "/v1/mailboxes/" + box.id(), body);
        trace.ofMailbox(Kind.CONFIGURE, token, box, after.digits(), Reply.of(answer, Reply.NOTHING));
    }

    void allow() {
        Box box = stage.any(stage.boxes);
        Settings before = stage.settings(box);
        if (!before.active()) {
            return;
        }
        Token token = ownerMostly(box.account(), 80);
        int pattern = stage.random.nextInt(Names.PATTERNS.size());
        boolean there = (before.patterns() >> pattern & 1) == 1;
        String list = "/v1/mailboxes/" + box.id() + "/allowlist";
        String text = Names.PATTERNS.get(pattern);
        Answer answer = there
                ? stage.world.call(token.text(), "DELETE", list + "/" + AllowlistEntry.idOf(text), "")
                : stage.world.call(token.text(), "POST", list, Map.of("pattern", text));
        Settings after = before.allowing(before.patterns() ^ 1 << pattern);
        trace.ofMailbox(Kind.CONFIGURE, token, box, after.digits(), Reply.of(answer, Reply.NOTHING));
    }

    /** Deleting a mailbox switches it off and revokes its tokens: in the model, one event for each. */
    void delete() {
        Box box = stage.any(stage.boxes);
        Settings before = stage.settings(box);
        if (!before.active()) {
            return;
        }
        Token owner = stage.owner(box.account());
        List<String> revoked = credentials(box).stream().map(Credential::id).toList();
        Answer answer = stage.world.call(owner.text(), "DELETE", "/v1/mailboxes/" + box.id(), "");
        trace.ofMailbox(Kind.CONFIGURE, owner, box, before.off().digits(), Reply.of(answer, Reply.NOTHING));
        stage.tokens.stream()
                .filter(token -> revoked.contains(token.id()))
                .forEach(token -> trace.ofAccount(
                        Kind.REVOKE_TOKEN, owner, null, new Digits().put(2, token.number()), Reply.NOTHING));
        // A token that is made now is one of a mailbox that is off.
        createToken(owner, box, 3);
    }

    void createToken() {
        int account = stage.random.nextInt(2);
        Token token = ownerMostly(account, 80);
        List<Box> own = stage.boxes.stream()
                .filter(box -> box.account() == token.account())
                .toList();
        boolean key = own.isEmpty() || stage.chance(70);
        if (key) {
            createToken(token, null, 1 + stage.random.nextInt(31));
        } else {
            createToken(token, stage.any(own), 1 + stage.random.nextInt(3));
        }
    }

    void createToken(Token by, @Nullable Box box, int scopes) {
        boolean live = box == null || stage.chance(75);
        Map<String, Object> body = new HashMap<>();
        body.put("name", "another");
        body.put("scopes", Names.scopes(scopes).stream().map(Scope::wire).toList());
        if (box != null) {
            body.put("mailbox", box.id().toString());
            body.put("test", !live);
        }
        Answer answer = stage.world.call(by.text(), "POST", "/v1/api-keys", body);
        int number = stage.nextToken();
        if (answer.status() == 201) {
            stage.add(by.account(), answer.text("id"), answer.text("token"), box, live, Names.scopes(scopes));
        }
        trace.ofAccount(
                Kind.CREATE_TOKEN, by, box, arguments(number, box, live, scopes), Reply.of(answer, Reply.NOTHING));
    }

    private static Digits arguments(int number, @Nullable Box box, boolean live, int scopes) {
        return new Digits()
                .put(2, number)
                .put(1, box == null ? 0 : live ? 1 : 2)
                .put(2, scopes);
    }

    private Token oneOf(Box box) {
        List<Token> own = stage.tokens.stream()
                .filter(token -> box.equals(token.box()) && token.scopes().contains(Scope.SEND))
                .toList();
        return own.isEmpty() || stage.chance(20) ? ownerMostly(box.account(), 50) : stage.any(own);
    }

    /** Somebody asks for a looser mode, mostly the mailbox's agent; the code leaves at once. */
    void requestUpgrade() {
        Box box = stage.any(stage.boxes);
        if (!stage.settings(box).active()) {
            return;
        }
        requestUpgrade(oneOf(box), box, stage.anyMode());
    }

    private void requestUpgrade(Token token, Box box, OversightMode target) {
        Answer answer = stage.world.call(
                token.text(),
                "POST",
                "/v1/mailboxes/" + box.id() + "/request-upgrade",
                Map.of("target_mode", target.wire()));
        if (answer.status() == 200) {
            stage.world.pipeline().handle(new Job.MailCode(Upgrades.id(box.id())));
            latest.put(box, ++texts);
        }
        int text = answer.status() == 200 ? texts : 0;
        trace.ofMailbox(
                Kind.REQUEST_UPGRADE,
                token,
                box,
                new Digits()
                        .put(1, List.of(OversightMode.values()).indexOf(target))
                        .put(2, text),
                Reply.of(answer, Reply.NOTHING));
    }

    /** Asks until the owner gets no more codes in this hour. */
    void askTooOften() {
        Box box = stage.any(stage.boxes);
        if (!stage.settings(box).active() || stage.settings(box).mode() == OversightMode.AUTONOMOUS) {
            return;
        }
        for (int times = 0; times < 4; times++) {
            requestUpgrade(stage.owner(box.account()), box, OversightMode.AUTONOMOUS);
        }
    }

    /** Somebody brings the latest code or a wrong text, in time or on the last second or late. */
    void applyUpgrade() {
        Box box = stage.any(stage.boxes, latest::containsKey);
        if (!stage.settings(box).active()) {
            return;
        }
        Optional<OneTimeCode> code = stage.world.services().store().codes().get(Upgrades.id(box.id()));
        if (code.isPresent() && stage.chance(10)) {
            Duration until =
                    Duration.between(stage.now(), code.get().expiresAt()).plusSeconds(stage.random.nextInt(2) - 1);
            if (until.isPositive()) {
                trace.tick(until);
            }
        }
        int times = stage.chance(10) ? 6 : 1;
        for (int time = 0; time < times; time++) {
            boolean right = code.isPresent() && (times == 6 ? time == 5 : stage.chance(75));
            applyUpgrade(oneOf(box), box, right ? code : Optional.empty());
        }
    }

    private void applyUpgrade(Token token, Box box, Optional<OneTimeCode> code) {
        String text = code.map(
                        found -> found.text(stage.world.services().settings().linkKeys()))
                .orElse("???-???");
        Answer answer =
                stage.world.call(token.text(), "POST", "/v1/mailboxes/" + box.id() + "/upgrade", Map.of("code", text));
        int number = code.isPresent() ? latest.getOrDefault(box, 0) : WRONG_TEXT;
        trace.ofMailbox(Kind.APPLY_UPGRADE, token, box, new Digits().put(2, number), Reply.of(answer, Reply.NOTHING));
    }

    void revokeToken() {
        Token old = stage.any(stage.tokens);
        Token by = ownerMostly(old.account(), 70);
        Answer answer = stage.world.call(by.text(), "DELETE", "/v1/api-keys/" + old.id(), "");
        trace.ofAccount(
                Kind.REVOKE_TOKEN, by, null, new Digits().put(2, old.number()), Reply.of(answer, Reply.NOTHING));
    }
}
