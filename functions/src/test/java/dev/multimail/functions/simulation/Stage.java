package dev.multimail.functions.simulation;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.SigningUp;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.HashMap;
import java.util.Map;

/** A small world in which errands are run, and the calls that they are made of. */
final class Stage {
    private final World world;
    private final Map<String, TestMailbox> mailboxes = new HashMap<>();
    private int received;
    private String kept = "";

    Stage(long seed) {
        world = World.inMemory(seed);
    }

    World world() {
        return world;
    }

    /** The mailbox of this mode, made when it is first asked for. */
    TestMailbox mailbox(String mode) {
        return mailboxes.computeIfAbsent(
                mode, _ -> world.mailbox(mode.replace('_', '-') + "@agents.example.com", mode));
    }

    /** Keeps what an act got, for a look at the end. */
    void keep(String text) {
        kept = text;
    }

    /** What was kept last. */
    String kept() {
        return kept;
    }

    TestMailbox gated() {
        return mailbox("gated_send");
    }

    TestMailbox free() {
        return mailbox("autonomous");
    }

    /** A message that waits for its approver, who was asked. */
    String pending() {
        String id = gated().send("To be decided").text("id");
        world.settle();
        return id;
    }

    /** A message that may leave, and that nobody took up yet. */
    String queued() {
        return free().send("To be sent").text("id");
    }

    /** A message that left. */
    String sent() {
        String id = queued();
        world.settle();
        return id;
    }

    /** A scheduled message that nobody decided yet. */
    String scheduled(TestMailbox mailbox) {
        String later = world.clock().instant().plusSeconds(7_200).toString();
        return mailbox.send(mailbox.token(), "Later", Map.of("send_at", later)).text("id");
    }

    /** A mail with a file that came in. */
    String arrived(TestMailbox mailbox) {
        SesEvents.take(world, arriving(mailbox));
        world.settle();
        return newest(mailbox);
    }

    /** The mail that came in last. */
    String newest(TestMailbox mailbox) {
        return owner("GET", "/v1/mailboxes/" + mailbox.id() + "/emails?direction=inbound&limit=1", Map.of())
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
    }

    /** The event of a mail with a file that comes in. */
    Map<String, Object> arriving(TestMailbox mailbox) {
        String id = "ses-" + received++;
        String mail = SesEvents.mailWithFile(mailbox.address(), id + "@example.org");
        return SesEvents.received(world, id, mail, mailbox.address());
    }

    /** The newest code that was mailed. */
    String code() {
        return world.outbox().mailed(SigningUp.CODE);
    }

    Answer owner(String verb, String target, Map<String, Object> body) {
        return world.call(world.ownerKey(), verb, target, Json.write(body));
    }

    Answer agent(TestMailbox mailbox, String verb, String target, Map<String, Object> body) {
        return world.call(mailbox.token(), verb, target, Json.write(body));
    }

    Answer anybody(String verb, String target, Map<String, Object> body) {
        return world.call("", verb, target, Json.write(body));
    }

    static String status(Answer answer) {
        return Integer.toString(answer.status());
    }
}
