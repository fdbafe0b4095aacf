package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Delivery;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.message.Address;
import dev.multimail.message.Life;
import dev.multimail.message.MessageState;
import dev.multimail.message.Receipts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryEventsTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    @Test
    void whateverTheOrderAndHoweverOftenEventsComeTheEndIsTheSame() {
        Set<String> ends = new HashSet<>();
        Set<Receipts> known = new HashSet<>();
        List<List<String>> orders = permutations(List.of("Send", "Delivery", "Bounce", "Complaint"));
        assertThat(orders).hasSize(24);
        world.outbox().answerWith(mail -> new Delivery.Unknown("the reply was lost"));
        for (List<String> order : orders) {
            String id = mailbox.send(
                            mailbox.token(), "Hello", Map.of("to", List.of("v" + ends.size() + "@example.org")))
                    .text("id");
            world.settle();
            for (String kind : order) {
                SesEvents.tell(world, event(kind, id));
                SesEvents.tell(world, event(kind, id));
            }
            order.forEach(kind -> SesEvents.tell(world, event(kind, id)));
            Life life = life(id);
            assertThat(life.state()).as(order.toString()).isEqualTo(MessageState.SENT);
            ends.add(life.toString().replace(id, "this message"));
            known.add(life.receipts());
        }
        assertThat(ends).as("one end for all orders").hasSize(1);
        assertThat(known)
                .containsExactly(Receipts.none()
                        .delivered(World.START)
                        .bounced(World.START, "Transient")
                        .complained(World.START));
    }

    private static Map<String, Object> event(String kind, String id) {
        return switch (kind) {
            case "Bounce" -> SesEvents.bounce(id, "Transient", "nobody@example.org");
            case "Complaint" -> SesEvents.complaint(id);
            default -> SesEvents.of(kind, id, 1);
        };
    }

    @Test
    void whoeverBouncedForGoodOrComplainedIsRefusedFromThenOn() {
        String id = sent(mailbox.token());
        SesEvents.tell(
                world, SesEvents.bounce(id, "Permanent", "Gone@example.org", "gone@example.org", "old@example.org"));
        SesEvents.tell(world, SesEvents.complaint(id, "angry@example.org"));
        assertThat(List.of("gone@example.org", "old@example.org", "angry@example.org"))
                .allSatisfy(address -> assertThat(refuses(address)).isTrue());
        assertThat(refuses("vendor@example.org")).isFalse();
    }

    @Test
    void aLaterReportOfTheSameKindStillNamesItsOwnRecipient() {
        String id = sent(mailbox.token());
        SesEvents.tell(world, SesEvents.bounce(id, "Transient", "away@example.org"));
        SesEvents.tell(world, SesEvents.bounce(id, "Permanent", "first@example.org"));
        SesEvents.tell(world, SesEvents.bounce(id, "Permanent", "second@example.org"));
        SesEvents.tell(world, SesEvents.complaint(id, "third@example.org"));
        SesEvents.tell(world, SesEvents.complaint(id, "fourth@example.org"));
        assertThat(refuses("away@example.org")).isFalse();
        assertThat(List.of("first@example.org", "second@example.org", "third@example.org", "fourth@example.org"))
                .allSatisfy(address -> assertThat(refuses(address)).isTrue());
    }

    @Test
    void testTrafficSuppressesNobody() {
        String id = sent(mailbox.testToken());
        SesEvents.tell(world, SesEvents.bounce(id, "Permanent", "gone@example.org"));
        SesEvents.tell(world, SesEvents.complaint(id, "angry@example.org"));
        assertThat(life(id).receipts().bouncedAt()).isNotNull();
        assertThat(refuses("gone@example.org")).isFalse();
        assertThat(refuses("angry@example.org")).isFalse();
    }

    @Test
    void eventsOfOtherMailAndOfNoMailAreIgnored() {
        String id = sent(mailbox.token());
        Life before = life(id);
        SesEvents.tell(world, SesEvents.of("Delivery", "not-an-id", 1));
        SesEvents.tell(world, SesEvents.of("Delivery", "msg_01JQ4T2Z3E5V7X9ABCDEFGHJKM0123456789", 1));
        SesEvents.tell(world, SesEvents.of("Reject", id, 1));
        SesEvents.tell(world, SesEvents.of("RenderingFailure", id, 1));
        SesEvents.tell(world, Map.of("detail", Map.of()));
        SesEvents.tell(world, Map.of());
        assertThat(life(id)).isEqualTo(before);
    }

    @Test
    void eachFactBecomesOneEvent() {
        String id = sent(mailbox.token());
        SesEvents.tell(world, SesEvents.of("Delivery", id, 1));
        SesEvents.tell(world, SesEvents.of("Delivery", id, 1));
        SesEvents.tell(world, SesEvents.bounce(id, "Permanent", "gone@example.org"));
        world.settle();
        assertThat(world.pipeline().events())
                .extracting(event -> event.type().name())
                .containsExactly("QUEUED", "SENT", "DELIVERED", "BOUNCED");
    }

    private String sent(String token) {
        String id = mailbox.send(token, "Hello", Map.of()).text("id");
        world.settle();
        return id;
    }

    private Life life(String id) {
        return world.services()
                .store()
                .messages()
                .get(MessageId.of(id))
                .orElseThrow()
                .life();
    }

    private boolean refuses(String address) {
        return !world.services()
                .store()
                .mailboxes()
                .forSending(MessageId.of(sent(mailbox.token())).mailbox(), "acc_test", List.of(Address.parse(address)))
                .orElseThrow()
                .suppressed()
                .isEmpty();
    }

    private static List<List<String>> permutations(List<String> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : of) {
            List<String> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<String> end : permutations(rest)) {
                List<String> one = new ArrayList<>(List.of(first));
                one.addAll(end);
                all.add(one);
            }
        }
        return all;
    }
}
