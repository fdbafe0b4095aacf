package dev.multimail.functions.simulation;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Octets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What left: at most one accepted copy of a message, by a claim, with the bytes that were decided over. */
final class Copies {
    private static final Set<MessageState> NEVER_LEFT =
            Set.of(MessageState.REJECTED, MessageState.CANCELLED, MessageState.EXPIRED, MessageState.FAILED);

    private Copies() {}

    /** Holds every copy to the laws. */
    static void require(World world, Ledger ledger) {
        Map<String, Integer> count = new HashMap<>();
        for (boolean live : List.of(true, false)) {
            for (Outgoing mail : (live ? world.outbox() : world.kept()).agentMail()) {
                Law.require(MessageId.of(mail.tag()).live() == live, "test mail never leaves", mail.tag());
                Law.require(count.merge(mail.tag(), 1, Integer::sum) == 1, "at most one copy", mail.tag());
                requireClaim(world, ledger, mail);
            }
        }
        for (Message message : ledger.messages().values()) {
            boolean copied = count.containsKey(message.id().toString());
            if (message.state() == MessageState.SENT) {
                Law.require(copied, "what is sent has left", message.id());
            }
            if (NEVER_LEFT.contains(message.state())) {
                Law.require(!copied, "what was stopped never left", message.state() + " " + message.id());
            }
        }
    }

    private static void requireClaim(World world, Ledger ledger, Outgoing mail) {
        Ledger.@Nullable Claim claim = ledger.claim(mail.tag(), mail.attempt());
        Law.require(claim != null, "no copy without a claim", mail.tag() + " " + mail.attempt());
        Message message = Objects.requireNonNull(claim).message();
        Matter.Outbound matter = (Matter.Outbound) message.matter();
        Law.require(
                mail.rcptTo().equals(matter.envelope().recipients()), "it goes to its recipients alone", mail.tag());
        Octets body = body(world, claim.body());
        Law.require(
                ContentHash.ofMail(matter.envelope(), body).equals(message.contentHash()),
                "the content is what was decided over",
                mail.tag());
        byte[] left = mail.raw().toByteArray();
        byte[] decided = body.toByteArray();
        Law.require(
                left.length >= decided.length
                        && Arrays.equals(left, left.length - decided.length, left.length, decided, 0, decided.length),
                "the bytes that left are the content",
                mail.tag());
    }

    private static Octets body(World world, Map<String, AttributeValue> row) {
        @Nullable AttributeValue raw = row.get("raw");
        if (raw != null) {
            return Octets.owning(raw.b().asByteArray());
        }
        return Objects.requireNonNull(world.blobs().get(RowLaws.text(row, "blob")));
    }
}
