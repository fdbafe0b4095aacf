package dev.multimail.audit;

import dev.multimail.identity.CompactJws;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies a sealed audit log offline: its lines oldest first, each batch followed by the line of its seal. It holds
 * one line and some seals at a time, however long the log is.
 */
public final class SealCheck {
    static final String BEGINS = "{\"seal\":\"";
    static final String ENDS = "\"}";

    // Digests cost little, and most changes show in them: so many seals wait until their signatures are verified,
    // on all processors.
    private static final int SEALS_AT_ONCE = 1_000;

    private final Map<String, PublicKey> keys;
    private final SealChain kept;
    private final Seal.Batch open = new Seal.Batch();
    private final List<Signed> signed = new ArrayList<>();
    private SealChain chain = SealChain.START;
    private long line;
    private long records;

    private SealCheck(Map<String, PublicKey> keys, SealChain kept) {
        this.keys = Map.copyOf(keys);
        this.kept = kept;
    }

    /** What was found. */
    public sealed interface Found {
        /**
         * Every seal holds.
         *
         * @param chain how far the log is sealed
         * @param records how many lines are
         * @param unsealed how many lines follow that no seal covers: nothing is known of them
         */
        record Whole(SealChain chain, long records, long unsealed) implements Found {}

        /**
         * The log was changed.
         *
         * @param line where it shows, counted from 1
         * @param why what is wrong there
         */
        record Changed(long line, String why) implements Found {}
    }

    /** A seal that is the one of its lines, if its signature is good. */
    private record Signed(long line, String statement) {}

    /** Verifies a log against the keys that sign seals, by their ids. */
    public static Found check(Iterable<String> lines, Map<String, PublicKey> keys) {
        return check(lines, keys, SealChain.START);
    }

    /**
     * The same for whoever kept how far the log was sealed once: a log that ends before, or leads elsewhere, was
     * changed.
     */
    public static Found check(Iterable<String> lines, Map<String, PublicKey> keys, SealChain kept) {
        SealCheck check = new SealCheck(keys, kept);
        for (String line : lines) {
            Optional<Found> changed = check.read(line);
            if (changed.isPresent()) {
                return changed.get();
            }
        }
        return check.end();
    }

    private Optional<Found> read(String text) {
        line++;
        if (isSeal(text)) {
            return seal(statement(text));
        }
        if (text.indexOf('\n') >= 0) {
            return changed("there is a line break within a line");
        }
        open.add(text);
        return Optional.empty();
    }

    private Optional<Found> seal(String statement) {
        int count = open.count();
        Seal expected = open.seal(chain.number() + 1, chain.latest());
        if (!CompactJws.payload(statement).equals(Optional.of(expected.json()))) {
            return changed("the seal is not the one of the lines above it and the seals before it");
        }
        chain = new SealChain(expected.number(), expected.digest());
        if (chain.number() == kept.number() && !chain.equals(kept)) {
            return changed("the seal is not the one that was kept");
        }
        records += count;
        signed.add(new Signed(line, statement));
        return signed.size() < SEALS_AT_ONCE ? Optional.empty() : signatures();
    }

    private Optional<Found> signatures() {
        Optional<Found> changed = signed.parallelStream()
                .filter(seal -> !CompactJws.verify(seal.statement(), SealChain.TYPE, keys))
                .findFirst()
                .<Found>map(seal ->
                        new Found.Changed(seal.line(), "the signature of the seal is not by a key that signs seals"));
        signed.clear();
        return changed;
    }

    private Found end() {
        if (chain.number() < kept.number()) {
            String why = "the log ends with seal " + chain.number() + ", and there were " + kept.number();
            return new Found.Changed(line, why);
        }
        return signatures().orElseGet(() -> new Found.Whole(chain, records, open.count()));
    }

    private Optional<Found> changed(String why) {
        return Optional.of(new Found.Changed(line, why));
    }

    static boolean isSeal(String line) {
        return line.startsWith(BEGINS);
    }

    private static String statement(String line) {
        return line.endsWith(ENDS) && line.length() >= BEGINS.length() + ENDS.length()
                ? line.substring(BEGINS.length(), line.length() - ENDS.length())
                : "";
    }
}
