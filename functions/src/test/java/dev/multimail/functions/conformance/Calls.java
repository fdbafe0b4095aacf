package dev.multimail.functions.conformance;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.approval.PageNonce;
import dev.multimail.functions.conformance.Names.Box;
import dev.multimail.functions.conformance.Names.Cell;
import dev.multimail.functions.conformance.Names.Token;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.message.Approval;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.policy.Scope;
import dev.multimail.problem.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What agents, keys and approvers ask about messages, through the authorizer and the real handlers. */
final class Calls {
    private static final String OTHER_HASH = "f".repeat(64);

    private final Stage stage;
    private final Trace trace;

    Calls(Stage stage) {
        this.stage = stage;
        this.trace = stage.trace;
    }

    void send() {
        Box box = stage.any(stage.boxes);
        Token token = stage.chance(80)
                ? stage.any(stage.tokens, t -> box.equals(t.box()) && t.scopes().contains(Scope.SEND))
                : stage.anyToken();
        int recipients = stage.chance(50) ? 1 + stage.random.nextInt(3) : 1 + stage.random.nextInt(15);
        Instant sendAt = stage.chance(25) ? stage.now().plusSeconds(30L * (1 + stage.random.nextInt(20))) : null;
        Map<String, Object> body = new HashMap<>();
        body.put("to", Names.chosen(Names.RECIPIENTS, recipients));
        body.put("subject", "Step " + trace.steps().size() + " of " + stage.number);
        body.put("text", "Please confirm.");
        if (sendAt != null) {
            body.put("send_at", sendAt.toString());
        }
        Answer answer = stage.world.call(token.text(), "POST", "/v1/mailboxes/" + box.id() + "/send", body);
        Cell cell = made(box, token, answer);
        Digits arguments = new Digits().put(1, recipients).put(3, hash(cell)).put(5, trace.time(sendAt));
        trace.ofMessage(Kind.SEND, token, cell, arguments, Reply.stateIn(answer, "status"));
    }

    /** A contact stands for all that takes effect at once or waits as a message of its own. */
    void act() {
        Box box = stage.any(stage.boxes);
        Token token = stage.any(stage.tokens, t -> box.equals(t.box()));
        if (!box.equals(token.box())) {
            return;
        }
        Answer answer = stage.world.call(
                token.text(),
                "POST",
                "/v1/contacts",
                Map.of("email", "c" + trace.steps().size() + "@people.example", "name", "C"));
        boolean held = answer.status() == 202;
        Cell cell = held ? made(box, token, answer) : stage.place(box, token.live(), null);
        Reply reply = held ? Reply.stateIn(answer, "status") : Reply.of(answer, Reply.NOTHING);
        trace.ofMessage(Kind.ACT, token, cell, new Digits().put(3, hash(cell)), reply);
    }

    void read(Cell cell) {
        Token token = stage.chance(60) ? own(cell) : stage.anyToken();
        Answer answer = stage.world.get(token.text(), "/v1/emails/" + cell.id());
        trace.ofMessage(Kind.READ, token, cell, new Digits(), Reply.of(answer, Reply.MESSAGE));
    }

    void look() {
        Box box = stage.any(stage.boxes);
        Token token = stage.anyToken();
        Answer answer = stage.world.get(token.text(), "/v1/mailboxes/" + box.id() + "/emails");
        Cell lane = new Cell(0, box, token.live(), null);
        trace.ofMessage(Kind.LOOK, token, lane, new Digits(), Reply.of(answer, Reply.LANE));
    }

    void cancel(Cell cell) {
        Token token = stage.chance(70) ? own(cell) : stage.anyToken();
        Answer answer = stage.world.call(token.text(), "POST", "/v1/emails/" + cell.id() + "/cancel", "");
        trace.ofMessage(Kind.CANCEL, token, cell, new Digits(), Reply.stateIn(answer, "status"));
    }

    void decide() {
        Cell cell = waiting();
        boolean approves = stage.chance(70);
        Token token = stage.chance(60)
                ? stage.any(
                        stage.tokens,
                        t -> t.account() == cell.box().account() && t.scopes().contains(Scope.OVERSIGHT))
                : stage.anyToken();
        Map<String, Object> body = new HashMap<>();
        body.put("email_id", String.valueOf(cell.id()));
        body.put("action", approves ? "approve" : "reject");
        int seen = 0;
        if (stage.chance(40)) {
            boolean other = stage.chance(40);
            body.put("content_hash", other ? OTHER_HASH : stage.message(cell).contentHash());
            seen = other ? Trace.OTHER_CONTENT : hash(cell);
        }
        Answer answer = stage.world.call(token.text(), "POST", "/v1/oversight/decide", body);
        trace.ofMessage(
                approves ? Kind.APPROVE : Kind.REJECT,
                token,
                cell,
                new Digits().put(3, seen),
                Reply.stateIn(answer, "message_status"));
    }

    /** Somebody presses a button behind a link that this service signed for one of three people. */
    void press() {
        press(waiting());
    }

    void press(Cell cell) {
        Message message = stage.message(cell);
        int approvers = stage.settings(cell.box()).people();
        List<Integer> people = List.of(0, 1, 2);
        int person = stage.chance(75) ? stage.any(people, p -> (approvers >> p & 1) == 1) : stage.any(people);
        boolean other = stage.chance(12);
        boolean approves = stage.chance(65);
        // The same person saying the same again.
        Approval before = message.life().approval();
        if (before != null && Names.PEOPLE.contains(before.by())) {
            person = Names.PEOPLE.indexOf(before.by());
            approves = true;
        }
        Instant validUntil = stage.chance(80)
                ? stage.now().plusSeconds(1 + stage.random.nextInt(7200))
                : stage.now().minusSeconds(stage.random.nextInt(2));
        Services services = stage.world.services();
        byte[] nonce = new byte[16];
        stage.random.nextBytes(nonce);
        String link = ApprovalLink.sign(
                new ApprovalLink(
                        String.valueOf(cell.id()),
                        other ? OTHER_HASH : message.contentHash(),
                        Names.PEOPLE.get(person),
                        validUntil,
                        HexFormat.of().formatHex(nonce)),
                services.settings().linkKeys());
        String form = "nonce="
                + URLEncoder.encode(
                        PageNonce.of(link, stage.now(), services.settings().linkKeys()), StandardCharsets.UTF_8)
                + "&action=" + (approves ? "approve" : "reject");
        Answer answer = stage.world.call(
                "", "POST", "/v1/approve/" + link, form, Map.of("content-type", "application/x-www-form-urlencoded"));
        Digits arguments = new Digits()
                .put(1, person)
                .put(3, other ? Trace.OTHER_CONTENT : hash(cell))
                .put(5, trace.time(validUntil))
                .put(1, approves ? 1 : 0);
        trace.ofMessage(Kind.LINK, null, cell, arguments, pressed(answer, stage.message(cell)));
    }

    // The page is for people and names no code: its sentence does.
    private static Reply pressed(Answer answer, Message after) {
        if (answer.status() == 200) {
            return Reply.state(after.state());
        }
        String text = answer.pageText();
        for (ErrorCode code : List.of(ErrorCode.CONTENT_CHANGED, ErrorCode.APPROVER_REMOVED)) {
            if (text.contains(code.sentence())) {
                return Reply.refused(code);
            }
        }
        if (text.contains("This approval link is")) {
            return Reply.refused(ErrorCode.APPROVAL_LINK_INVALID);
        }
        if (answer.status() != 409) {
            throw new AssertionError("a page that nobody expects: " + answer);
        }
        return Reply.refused(after.state() == MessageState.EXPIRED ? ErrorCode.MESSAGE_EXPIRED : ErrorCode.WRONG_STATE);
    }

    // People mostly decide over what waits, and now and then over what they decided before.
    private Cell waiting() {
        int dice = stage.random.nextInt(100);
        if (dice < 65) {
            return stage.any(stage.cells, cell -> stage.message(cell).state().waitsForPerson());
        }
        return dice < 90
                ? stage.any(stage.cells, cell -> stage.message(cell).life().approvedByPerson())
                : stage.anyCell();
    }

    private Token own(Cell cell) {
        List<Token> own = new ArrayList<>(stage.tokens);
        own.add(stage.owner(cell.box().account()));
        return stage.any(own, t -> cell.box().equals(t.box()) && t.live() == cell.live());
    }

    private Cell made(Box box, Token token, Answer answer) {
        MessageId id = answer.status() < 300 ? MessageId.of(answer.text("id")) : null;
        return stage.place(box, token.live(), id);
    }

    private int hash(Cell cell) {
        return trace.message(cell)
                .map(message -> trace.content(message.contentHash()))
                .orElse(0);
    }
}
