package dev.multimail.lambda;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.wiring.Secrets;
import dev.multimail.identity.IdentityKeys;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.identity.Jwks;
import dev.multimail.message.Octets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The signing keys of an installation, as its secret holds them. Keys come in generations: the newest one that is
 * active signs, and every one verifies.
 *
 * @param domain the mail domain that this installation was made for
 * @param accountId the account of its owner
 * @param generations oldest first
 */
public record SigningKeyset(String domain, String accountId, List<Generation> generations) {
    /** How long functions may still work with the keys that they read before: a new key signs only after that. */
    public static final Duration READ_AGAIN_AFTER = Duration.ofMinutes(5);

    /** How many generations are kept; links live for thirty days at most. */
    private static final int KEPT = 5;

    private static final int LINK_KEY_BYTES = 32;

    public SigningKeyset {
        generations = List.copyOf(generations);
    }

    /**
     * The keys that one deployment made.
     *
     * @param number rises by one
     * @param signsFrom when it begins to sign
     * @param linkKey 32 bytes in base64
     * @param identityPrivate PKCS#8 in base64
     * @param identityPublic X.509 in base64
     */
    public record Generation(
            int number, Instant signsFrom, String linkKey, String identityPrivate, String identityPublic) {
        static Generation create(int number, Instant signsFrom, SecureRandom random) {
            byte[] link = new byte[LINK_KEY_BYTES];
            random.nextBytes(link);
            KeyPair identity = IdentityKeys.generate(random);
            return new Generation(
                    number,
                    signsFrom,
                    Base64.getEncoder().encodeToString(link),
                    IdentityKeys.encode(identity.getPrivate()),
                    IdentityKeys.encode(identity.getPublic()));
        }

        private String id() {
            return "g" + number;
        }

        @Override
        public String toString() {
            return "Generation[" + number + "]";
        }
    }

    /** Fresh keys that sign at once. */
    public static SigningKeyset create(String domain, String accountId, int number, Instant now, SecureRandom random) {
        return new SigningKeyset(domain, accountId, List.of(Generation.create(number, now, random)));
    }

    /** With a further generation, if that number is new; it signs once everybody can have read it. */
    public SigningKeyset rotated(int number, Instant now, SecureRandom random) {
        if (number <= generations.getLast().number()) {
            return this;
        }
        List<Generation> more = new ArrayList<>(generations);
        more.add(Generation.create(number, now.plus(READ_AGAIN_AFTER.multipliedBy(2)), random));
        return new SigningKeyset(domain, accountId, more.subList(Math.max(0, more.size() - KEPT), more.size()));
    }

    /** Reads what {@link #text} wrote. */
    public static SigningKeyset parse(String text) {
        return Json.readOwn(text, SigningKeyset.class);
    }

    /** The secret's text. */
    public String text() {
        return Json.write(this);
    }

    /** What signs at this time, and what verifies. */
    public Secrets secrets(Instant now) {
        Generation signing = generations.getFirst();
        for (Generation generation : generations) {
            if (!generation.signsFrom().isAfter(now)) {
                signing = generation;
            }
        }
        Map<String, Octets> links = generations.stream()
                .collect(Collectors.toMap(
                        Generation::id,
                        generation -> Octets.owning(Base64.getDecoder().decode(generation.linkKey()))));
        return new Secrets(
                new ApprovalLink.Keys(signing.id(), links),
                new IdentitySigner(
                        IdentityKeys.pair(signing.identityPrivate(), signing.identityPublic()), signing.id()));
    }

    /** The public keys, as a JSON Web Key Set (RFC 7517 §5). */
    public String jwks() {
        Map<String, PublicKey> keys = new HashMap<>();
        generations.forEach(
                generation -> keys.put(generation.id(), IdentityKeys.publicKey(generation.identityPublic())));
        return Jwks.of(keys);
    }

    /** Nothing secret. */
    @Override
    public String toString() {
        return "SigningKeyset" + generations;
    }
}
