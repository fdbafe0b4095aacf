package dev.multimail.functions.conformance;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.conformance.Names.Box;
import dev.multimail.functions.conformance.Names.Cell;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import dev.multimail.policy.OversightMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the two transports were given, message by message: every copy of agents' mail, and whether it was taken. */
final class Handed {
    private static final Pattern IDENTITY = Pattern.compile("X-MultiMail-Identity:\\s*([^.]+)\\.([^.]+)\\.");

    private record Copy(Outgoing mail, boolean live, boolean taken) {}

    private final World world;
    private final Map<String, List<Copy>> copies = new HashMap<>();
    private final Map<String, Box> boxes = new HashMap<>();

    Handed(World world) {
        this.world = world;
    }

    void knows(Box box) {
        boxes.put(box.address(), box);
    }

    /** A copy arrived. A transport that only keeps holds no copy that it did not take. */
    void add(Outgoing mail, boolean live, boolean taken) {
        copies.computeIfAbsent(mail.tag(), first -> new ArrayList<>()).add(new Copy(mail, live, taken));
    }

    Digits digits(Cell cell, Trace trace) {
        List<Copy> all = copies.getOrDefault(String.valueOf(cell.id()), List.of());
        List<Copy> live = all.stream().filter(Copy::live).toList();
        Digits digits = new Digits()
                .put(1, live.size())
                .put(1, live.stream().filter(Copy::taken).count())
                .put(
                        1,
                        all.stream()
                                .filter(copy -> !copy.live() && copy.taken())
                                .count());
        return live.isEmpty() ? digits.put(6, 0) : digits.put(claims(live.getLast(), cell, trace));
    }

    // The identity header of the newest copy: which attempt, under which mode and mailbox, and for which content.
    private Digits claims(Copy copy, Cell cell, Trace trace) {
        Matcher header = IDENTITY.matcher(new String(copy.mail().raw().toByteArray(), StandardCharsets.UTF_8));
        if (!header.find()) {
            throw new AssertionError("a copy without an identity: " + cell);
        }
        String text = header.group(2).replaceAll("\\s", "");
        Tree claims = Json.tree(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        String named = claims.at("mailbox").text();
        Box box = Objects.requireNonNull(boxes.get(named), named);
        boolean names = claims.at("message_id").text().equals(String.valueOf(cell.id()))
                && copy.mail().mailFrom().toString().equals(box.address())
                && MimeParser.parse(copy.mail().raw()).from() != null;
        if (!names) {
            throw new AssertionError(
                    "a copy under another name: " + claims.at("message_id").text());
        }
        return new Digits()
                .put(1, copy.mail().attempt())
                .put(1, modeOf(claims) + 1)
                .put(1, box.number())
                .put(3, trace.content(claims.at("content_hash").text()));
    }

    private static int modeOf(Tree claims) {
        return List.of(OversightMode.values())
                .indexOf(OversightMode.parse(claims.at("mode").text()).orElseThrow());
    }

    /** Lets the transports answer by this from now on; notices are always taken. */
    void answering(Transporting next) {
        world.outbox().answerWith(mail -> answer(mail, true, next));
        world.kept().answerWith(mail -> answer(mail, false, next));
    }

    private Delivery answer(Outgoing mail, boolean live, Transporting next) {
        return mail.kind() == Outgoing.Kind.NOTICE
                ? new Delivery.Accepted("notice-" + mail.tag())
                : next.answer(mail, live);
    }

    /** What a transport says to an agent's mail. */
    @FunctionalInterface
    interface Transporting {
        Delivery answer(Outgoing mail, boolean live);
    }
}
