package dev.multimail.audit;

import dev.multimail.identity.CompactJws;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies a sealed audit log offline: its lines oldest first, each batch followed by the line of its seal. */
public final class SealCheck {
    static final String BEGINS = "{\"seal\":\"";
    static final String ENDS = "\"}";

    private SealCheck() {}

    /** What was found. */
    public sealed interface Found {
        /**
         * Every seal holds.
         *
         * @param chain how far the log is sealed
         * @param records how many lines are
         * @param unsealed how many lines follow that no seal covers: nothing is known of them
         */
        record Whole(SealChain chain, long records, int unsealed) implements Found {}

        /**
         * The log was changed.
         *
         * @param line where it shows, counted from 1
         * @param why what is wrong there
         */
        record Changed(int line, String why) implements Found {}
    }

    /** Verifies a log against the keys that sign seals, by their ids. */
    public static Found check(List<String> lines, Map<String, PublicKey> keys) {
        return check(lines, keys, SealChain.START);
    }

    /**
     * The same for whoever kept how far the log was sealed once: a log that ends before, or leads elsewhere, was
     * changed.
     */
    public static Found check(List<String> lines, Map<String, PublicKey> keys, SealChain kept) {
        List<String> open = new ArrayList<>();
        List<Integer> seals = new ArrayList<>();
        SealChain chain = SealChain.START;
        long records = 0;
        // The digests first: they cost little, and most changes show in them.
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (!isSeal(line)) {
                if (line.indexOf('\n') >= 0) {
                    return new Found.Changed(at + 1, "there is a line break within a line");
                }
                open.add(line);
                continue;
            }
            Seal expected = Seal.of(chain.number() + 1, chain.latest(), open);
            if (!CompactJws.payload(statement(line)).equals(Optional.of(expected.json()))) {
                return new Found.Changed(
                        at + 1, "the seal is not the one of the lines above it and the seals before it");
            }
            chain = new SealChain(expected.number(), expected.digest());
            if (chain.number() == kept.number() && !chain.equals(kept)) {
                return new Found.Changed(at + 1, "the seal is not the one that was kept");
            }
            records += open.size();
            open.clear();
            seals.add(at);
        }
        if (chain.number() < kept.number()) {
            return new Found.Changed(
                    lines.size(), "the log ends with seal " + chain.number() + ", and there were " + kept.number());
        }
        for (int at : seals) {
            if (!CompactJws.verify(statement(lines.get(at)), SealChain.TYPE, keys)) {
                return new Found.Changed(at + 1, "the signature of the seal is not by a key that signs seals");
            }
        }
        return new Found.Whole(chain, records, open.size());
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
