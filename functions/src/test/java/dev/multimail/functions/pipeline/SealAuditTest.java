package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.audit.SealChain;
import dev.multimail.audit.SealCheck;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.Faults;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.identity.Jwks;
import dev.multimail.store.Seals;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was appended to the audit log is sealed once, whatever comes twice or dies on the way. */
class SealAuditTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private void work(int calls) {
        for (int call = 0; call < calls; call++) {
            mailbox.send("Number " + call);
        }
    }

    private Answer export(String more) {
        return world.get(world.ownerKey(), "/v1/audit-log/export?form=sealed" + more);
    }

    // All parts, as a client that follows the cursor gets them.
    private List<String> sealed(String more) {
        List<String> lines = new ArrayList<>();
        String cursor = "";
        do {
            Answer part = export(more + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(part.status()).isEqualTo(200);
            part.body().lines().forEach(lines::add);
            cursor = part.headers().getOrDefault("x-next-cursor", "");
        } while (!cursor.isEmpty());
        return lines;
    }

    private String mine() {
        return "&mailbox=" + mailbox.id();
    }

    private Map<String, PublicKey> keys() {
        Map<String, PublicKey> keys = new HashMap<>();
        Json.tree(world.get("", "/.well-known/jwks.json").body())
                .at("keys")
                .list()
                .forEach(key -> keys.put(
                        key.at("kid").text(),
                        Jwks.key(key.at("x").text(), key.at("y").text())));
        return keys;
    }

    private SealCheck.Found.Whole whole(List<String> lines) {
        SealCheck.Found found = SealCheck.check(lines, keys());
        assertThat(found).isInstanceOf(SealCheck.Found.Whole.class);
        return (SealCheck.Found.Whole) found;
    }

    private static long actions(List<String> lines, String action) {
        return lines.stream()
                .filter(line -> line.contains("\"action\":\"" + action + "\""))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void everyRecordIsSealedOnceHoweverTheStreamIsCut(int atOnce) {
        work(9);
        world.settle();
        world.pipeline().seal(atOnce);
        List<String> lines = sealed(mine());
        assertThat(whole(lines).unsealed()).isZero();
        assertThat(actions(lines, "send_email")).isEqualTo(9);
        assertThat(actions(lines, "message.sent")).isEqualTo(9);
    }

    @Test
    void aStreamThatIsSeenAgainSealsNothingAgainAndWhatIsNewGoesOn() {
        work(3);
        world.pipeline().seal();
        SealChain first = whole(sealed(mine())).chain();
        world.pipeline().seal();
        world.pipeline().seal(2);
        assertThat(actions(sealed(mine()), "send_email")).isEqualTo(3);
        work(2);
        world.pipeline().seal();
        List<String> lines = sealed(mine());
        assertThat(actions(lines, "send_email")).isEqualTo(5);
        assertThat(SealCheck.check(lines, keys(), first)).isInstanceOf(SealCheck.Found.Whole.class);
    }

    @Test
    void theLogVerifiesAfterItsMessagesAreErasedAndHoldsNothingThatTheySaid() {
        String id = mailbox.send("Xylophone").text("id");
        world.settle();
        world.pipeline().seal();
        SealChain before = whole(sealed(mine())).chain();
        assertThat(world.call(world.ownerKey(), "DELETE", "/v1/emails/" + id, Map.of())
                        .status())
                .isEqualTo(200);
        world.settle();
        world.pipeline().seal();
        List<String> lines = sealed(mine());
        assertThat(actions(lines, "delete_email")).isEqualTo(1);
        assertThat(SealCheck.check(lines, keys(), before)).isInstanceOf(SealCheck.Found.Whole.class);
        assertThat(lines).noneMatch(line -> line.contains("Xylophone") || line.contains("vendor@"));
    }

    @ParameterizedTest
    @EnumSource(Faults.When.class)
    void aSealerThatDiesAtAnyCallLosesAndDoublesNothing(Faults.When moment) {
        work(4);
        int crashes = 0;
        for (int call = 0; ; call++) {
            world.faults().crashAt(call, moment);
            boolean died = false;
            try {
                world.pipeline().seal(3);
            } catch (Faults.Crash crash) {
                died = true;
                crashes++;
            }
            world.faults().heal();
            if (!died) {
                break;
            }
        }
        assertThat(crashes).isGreaterThan(2);
        List<String> lines = sealed(mine());
        // That it was made, and the four.
        assertThat(whole(lines).records()).isEqualTo(1 + 4);
        assertThat(actions(lines, "send_email")).isEqualTo(4);
    }

    @Test
    void twoSealersAtOnceMakeOneChain() {
        work(4);
        world.faults().meanwhileAt("putItem", () -> world.pipeline().seal(2));
        world.pipeline().seal();
        world.faults().heal();
        List<String> lines = sealed(mine());
        // That it was made, and the four.
        assertThat(whole(lines).records()).isEqualTo(1 + 4);
        assertThat(actions(lines, "send_email")).isEqualTo(4);
    }

    @Test
    void eachMailboxHasAChainOfItsOwnAndTheAccountHasOne() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        work(2);
        other.send("Hello");
        world.pipeline().seal();
        assertThat(actions(sealed(mine()), "send_email")).isEqualTo(2);
        assertThat(actions(sealed("&mailbox=" + other.id()), "send_email")).isEqualTo(1);
        List<String> account = sealed("");
        assertThat(actions(account, "send_email")).isZero();
        world.get(world.ownerKey(), "/v1/mailboxes");
        world.pipeline().seal();
        assertThat(whole(sealed("")).records()).isGreaterThan(whole(account).records());
    }

    @Test
    void aRecordThatIsChangedInTheTableIsFound() {
        work(3);
        world.pipeline().seal();
        List<String> lines = sealed(mine());
        List<String> changed = new ArrayList<>(lines);
        changed.set(1, lines.get(1).replace("send_email", "read_email"));
        assertThat(SealCheck.check(changed, keys())).isInstanceOf(SealCheck.Found.Changed.class);
        changed.clear();
        changed.addAll(lines.subList(1, lines.size()));
        assertThat(SealCheck.check(changed, keys())).isInstanceOf(SealCheck.Found.Changed.class);
    }

    @Test
    void longLogsComeInPartsThatFollowOneAnother() {
        // That it was made is the first record.
        work(4);
        world.pipeline().seal(1);
        Seals seals = world.services().store().seals();
        String partition = "MBX#" + mailbox.id().substring(4);
        assertThat(seals.after(partition, 0, 2))
                .extracting(Seals.Sealed::number)
                .containsExactly(1L, 2L);
        assertThat(seals.after(partition, 2, 2))
                .extracting(Seals.Sealed::number)
                .containsExactly(3L, 4L);
        assertThat(seals.after(partition, 4, 2))
                .extracting(Seals.Sealed::number)
                .containsExactly(5L);
        assertThat(seals.after(partition, 5, 2)).isEmpty();
    }

    @Test
    void theSealedFormTakesNoFiltersAndNoOtherNames() {
        assertThat(export("&action=send_email").text("field")).isEqualTo("form");
        assertThat(world.get(world.ownerKey(), "/v1/audit-log/export?form=x").text("field"))
                .isEqualTo("form");
        assertThat(world.get(mailbox.token(), "/v1/audit-log/export?form=sealed")
                        .status())
                .isEqualTo(403);
    }
}
