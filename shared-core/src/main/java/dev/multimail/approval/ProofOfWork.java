package dev.multimail.approval;

import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number that a client finds by trying, so that opening accounts by the thousand costs something: SHA-256 of the salt
 * and the number is the challenge (the form that ALTCHA clients solve). The service keeps nothing of a challenge until
 * it is spent.
 */
public final class ProofOfWork {
    /** How long a challenge can be solved. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** The greatest number that is to be found. */
    public static final int MAX_NUMBER = 100_000;

    private static final String ALGORITHM = "SHA-256";
    private static final String DOMAIN = "sign-up challenge\0";
    private static final int SALT_BYTES = 12;
    private static final Pattern SALT =
            Pattern.compile("[0-9a-f]{24}\\?expires=([0-9]{1,12})&key=([A-Za-z0-9_-]{1,32})&");

    private ProofOfWork() {}

    /** What a client found. */
    public record Solution(
            @Nullable String algorithm,
            @Nullable String challenge,
            @Nullable Long number,
            @Nullable String salt,
            @Nullable String signature) {}

    /** A challenge that was solved, and until when it could be. */
    public record Spent(String challenge, Instant expiresAt) {}

    /** A fresh challenge, as clients read it. */
    public static Map<String, Object> challenge(RandomGenerator random, ApprovalLink.Keys keys, Instant now) {
        byte[] bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        String salt = HexFormat.of().formatHex(bytes)
                + "?expires=" + now.plus(LIFETIME).getEpochSecond()
                + "&key=" + keys.current() + "&";
        String challenge = sha256(salt + random.nextInt(MAX_NUMBER + 1));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("algorithm", ALGORITHM);
        answer.put("challenge", challenge);
        answer.put("maxnumber", MAX_NUMBER);
        answer.put("salt", salt);
        answer.put("signature", signature(keys.current(), salt, challenge, keys).orElseThrow());
        return answer;
    }

    /**
     * Goes on if a solution is right and in time; whether it was spent is for the store to say.
     *
     * @throws Problem {@code proof_of_work_invalid}
     */
    public static Spent require(@Nullable Solution solution, ApprovalLink.Keys keys, Instant now) {
        if (solution == null) {
            throw missing();
        }
        String challenge = given(solution.challenge());
        String salted = given(solution.salt());
        String signed = given(solution.signature()).toLowerCase(Locale.ROOT);
        if (solution.number() == null) {
            throw missing();
        }
        Matcher salt = SALT.matcher(salted);
        if (!ALGORITHM.equals(solution.algorithm()) || !salt.matches()) {
            throw Problem.of(ErrorCode.PROOF_OF_WORK_INVALID);
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(salt.group(1)));
        boolean ours = signature(salt.group(2), salted, challenge, keys)
                .filter(expected -> same(expected, signed))
                .isPresent();
        boolean solved = same(sha256(salted + solution.number()), challenge);
        if (!ours || !solved || !now.isBefore(expiresAt)) {
            throw Problem.of(ErrorCode.PROOF_OF_WORK_INVALID);
        }
        return new Spent(challenge, expiresAt);
    }

    private static String given(@Nullable String field) {
        if (field == null) {
            throw missing();
        }
        return field;
    }

    private static Problem missing() {
        return Problem.of(
                ErrorCode.MISSING_FIELD,
                "pow_solution is missing: algorithm, challenge, number, salt and signature of a solved challenge.",
                "field",
                "pow_solution");
    }

    private static Optional<String> signature(String keyId, String salt, String challenge, ApprovalLink.Keys keys) {
        byte[] text = (DOMAIN + salt + "\0" + challenge).getBytes(StandardCharsets.UTF_8);
        return keys.mac(keyId, Octets.owning(text)).map(mac -> HexFormat.of().formatHex(mac.toByteArray()));
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(ALGORITHM).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
