package dev.multimail.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.id.MailboxId;
import dev.multimail.identity.CompactJws;
import dev.multimail.identity.IdentityKeys;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the theorems of {@code proofs/MultiMail/Thm/Seals.lean} say of seals, of the Java that makes and verifies them.
 */
class SealChainTest {
    private static final int TAMPERINGS = 100_000;

    private final KeyPair pair = IdentityKeys.generate(new SecureRandom());
    private final CompactJws signer = SealChain.signer(pair, "key-1");
    private final Map<String, PublicKey> keys = Map.of("key-1", pair.getPublic());
    private final List<String> log = new ArrayList<>();
    private SealChain chain = SealChain.START;
    private int records;

    private AuditRecord entry(int number) {
        return new AuditRecord(
                "%026d".formatted(number),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number),
                "acc_1",
                number % 5 == 0 ? null : new MailboxId("0000000001"),
                true,
                "agent:tok_1",
                "send_email",
                AuditRecord.OK,
                number % 2 == 0 ? null : "msg_" + number,
                "req_" + number,
                Map.of("subject", "tab \t and é", "b", "2"));
    }

    private List<String> batch(int count) {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            lines.add(SealChain.line(entry(++records)));
        }
        return lines;
    }

    private void seal(int count) {
        List<String> lines = batch(count);
        SealChain.Link link = chain.seal(lines, signer);
        log.addAll(lines);
        log.add(link.line());
        chain = link.chain();
    }

    private void assertFound(List<String> changed, String how) {
        SealCheck.Found found = SealCheck.check(changed, keys, chain);
        boolean whole = found instanceof SealCheck.Found.Whole all && all.unsealed() == 0;
        if (whole) {
            throw new AssertionError("not found: " + how);
        }
    }

    private void sealSome() {
        seal(3);
        seal(0);
        seal(1);
        seal(4);
    }

    @Test
    void aSealedLogVerifies() {
        assertThat(SealCheck.check(List.of(), keys)).isEqualTo(new SealCheck.Found.Whole(SealChain.START, 0, 0));
        sealSome();
        assertThat(SealCheck.check(log, keys, chain)).isEqualTo(new SealCheck.Found.Whole(chain, 8, 0));
        assertThat(chain.number()).isEqualTo(4);
        log.addAll(batch(2));
        assertThat(SealCheck.check(log, keys, chain)).isEqualTo(new SealCheck.Found.Whole(chain, 8, 2));
    }

    @Test
    void aRecordHasOneLine() {
        String line = "{'account_id':'acc_1','action':'send_email','actor':'agent:tok_1',"
                + "'created_at':'2026-01-01T00:00:01Z','id':'00000000000000000000000001','mailbox_id':'MAILBOX',"
                + "'metadata':{'b':'2','subject':'tab TAB and é'},'outcome':'ok','request_id':'req_1',"
                + "'resource_id':'msg_1','test':false}";
        assertThat(SealChain.line(entry(1)))
                .isEqualTo(line.replace('\'', '"')
                        .replace("TAB", "\\u0009")
                        .replace("MAILBOX", new MailboxId("0000000001").toString()));
    }

    @Test
    void removingAddingRepeatingOrMovingAnyLineIsFound() {
        sealSome();
        for (int at = 0; at < log.size(); at++) {
            List<String> without = new ArrayList<>(log);
            String line = without.remove(at);
            assertFound(without, "without line " + at);
            for (int to = 0; to <= without.size(); to++) {
                List<String> moved = new ArrayList<>(without);
                moved.add(to, line);
                if (!moved.equals(log)) {
                    assertFound(moved, "line " + at + " moved to " + to);
                }
                List<String> twice = new ArrayList<>(log);
                twice.add(to, line);
                assertFound(twice, "line " + at + " again at " + to);
            }
            assertFound(new ArrayList<>(log.subList(0, at)), "cut off at " + at);
        }
    }

    @Test
    void anyChangedCharacterIsFound() {
        sealSome();
        for (int at = 0; at < log.size(); at++) {
            String line = log.get(at);
            for (int place = 0; place < line.length(); place++) {
                char other = line.charAt(place) == 'A' ? 'B' : 'A';
                List<String> changed = new ArrayList<>(log);
                changed.set(at, line.substring(0, place) + other + line.substring(place + 1));
                assertFound(changed, "line " + at + " at " + place);
            }
        }
    }

    @Test
    void randomTamperingsAreFound() {
        sealSome();
        Random random = new Random(1);
        for (int n = 0; n < TAMPERINGS; n++) {
            List<String> changed = new ArrayList<>(log);
            int times = 1 + random.nextInt(3);
            for (int time = 0; time < times && !changed.isEmpty(); time++) {
                tamper(changed, random);
            }
            if (!changed.equals(log)) {
                assertFound(changed, "tampering " + n);
            }
        }
    }

    private void tamper(List<String> lines, Random random) {
        int at = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, SealChain.line(entry(100 + random.nextInt(100))));
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.subList(at, lines.size()).clear();
            case 4 -> lines.set(at, SealChain.line(entry(random.nextInt(100))));
            default -> {
                String line = lines.get(at);
                int place = random.nextInt(line.length());
                char other = (char) (' ' + random.nextInt(95));
                lines.set(at, line.substring(0, place) + other + line.substring(place + 1));
            }
        }
    }

    @Test
    void aLogThatWasSealedAnewNeedsTheKey() {
        sealSome();
        SealChain kept = chain;
        List<String> genuine = List.copyOf(log);
        KeyPair others = IdentityKeys.generate(new SecureRandom());
        SealChain.Link forged = SealChain.START.seal(batch(0), SealChain.signer(others, "key-1"));
        assertThat(SealCheck.check(List.of(forged.line()), keys)).isInstanceOf(SealCheck.Found.Changed.class);
        SealChain.Link unknown = SealChain.START.seal(batch(0), SealChain.signer(pair, "key-2"));
        assertThat(SealCheck.check(List.of(unknown.line()), keys)).isInstanceOf(SealCheck.Found.Changed.class);

        // Even with the key itself: whoever kept the latest digest finds it.
        log.clear();
        chain = SealChain.START;
        sealSome();
        assertThat(SealCheck.check(log, keys)).isInstanceOf(SealCheck.Found.Whole.class);
        assertThat(SealCheck.check(log, keys, kept)).isInstanceOf(SealCheck.Found.Changed.class);
        assertThat(SealCheck.check(genuine, keys, kept)).isEqualTo(new SealCheck.Found.Whole(kept, 8, 0));
    }

    @Test
    void aStatementOfAnotherTypeIsNoSeal() {
        String seal = Seal.of(1, Seal.NONE, List.of()).json();
        CompactJws other = new CompactJws(pair, "key-1", "multimail-identity+jws");
        String line = "{\"seal\":\"" + other.sign(seal) + "\"}";
        assertThat(SealCheck.check(List.of(line), keys))
                .isEqualTo(
                        new SealCheck.Found.Changed(1, "the signature of the seal is not by a key that signs seals"));
    }

    @Test
    void aLineWithABreakOrThatLooksLikeASealIsNotSealed() {
        assertThatThrownBy(() -> chain.seal(List.of("a" + (char) 10 + "b"), signer))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> chain.seal(List.of("{\"seal\":\"x\"}"), signer))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
