package dev.multimail.audit;

import dev.multimail.identity.CompactJws;
import dev.multimail.identity.JsonText;
import java.security.KeyPair;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an audit log is sealed. What it promises is proved in {@code proofs/MultiMail/Thm/Seals.lean}.
 *
 * @param number the number of the latest seal, 0 before the first
 * @param latest the digest of the latest seal. Whoever keeps it elsewhere finds any later change of the log
 */
public record SealChain(long number, String latest) {
    /** A log of which nothing is sealed yet. */
    public static final SealChain START = new SealChain(0, Seal.NONE);

    static final String TYPE = "multimail-audit-seal+jws";

    /** The line to put under a batch, and the chain from there on. */
    public record Link(String line, SealChain chain) {}

    /** What signs seals: the identity key, for statements of another type. */
    public static CompactJws signer(KeyPair keys, String keyId) {
        return new CompactJws(keys, keyId, TYPE);
    }

    /**
     * Seals the next lines.
     *
     * @throws IllegalArgumentException if a line holds a line break or begins as the line of a seal does
     */
    public Link seal(List<String> lines, CompactJws signer) {
        if (lines.stream().anyMatch(SealCheck::isSeal)) {
            throw new IllegalArgumentException("a record must not look like a seal");
        }
        Seal seal = Seal.of(number + 1, latest, lines);
        String line = SealCheck.BEGINS + signer.sign(seal.json()) + SealCheck.ENDS;
        return new Link(line, new SealChain(seal.number(), seal.digest()));
    }

    /** The one line of a record: JSON with sorted members and no white space. */
    public static String line(AuditRecord entry) {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("id", JsonText.string(entry.id()));
        members.put("created_at", JsonText.string(entry.at().toString()));
        members.put("account_id", JsonText.string(entry.accountId()));
        if (entry.mailbox() != null) {
            members.put("mailbox_id", JsonText.string(entry.mailbox().toString()));
        }
        members.put("test", Boolean.toString(!entry.live()));
        members.put("actor", JsonText.string(entry.actor()));
        members.put("action", JsonText.string(entry.action()));
        members.put("outcome", JsonText.string(entry.outcome()));
        if (entry.resource() != null) {
            members.put("resource_id", JsonText.string(entry.resource()));
        }
        members.put("request_id", JsonText.string(entry.requestId()));
        SortedMap<String, String> details = new TreeMap<>();
        entry.details().forEach((name, value) -> details.put(name, JsonText.string(value)));
        members.put("metadata", JsonText.object(details));
        return JsonText.object(members);
    }
}
