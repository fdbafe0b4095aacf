package dev.multimail.local.data;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.functions.json.Json;
import dev.multimail.identity.IdentityKeys;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the local service knows beside its tables: its keys, the token texts that it shows again at each start, and by
 * how much its clock was advanced.
 *
 * @param ownerKey the text of the owner's key, empty before the first start made one
 * @param linkKey 32 bytes in base64
 * @param identityPrivate PKCS#8 in base64
 * @param identityPublic X.509 in base64
 */
public record Keyring(
        String accountId,
        String ownerKey,
        List<Tokens> mailboxes,
        String linkKey,
        String identityPrivate,
        String identityPublic,
        long clockOffsetMillis) {
    private static final String KEY_ID = "local-1";
    private static final int LINK_KEY_BYTES = 32;

    public Keyring {
        mailboxes = List.copyOf(mailboxes);
    }

    /** The tokens of a demonstration mailbox. */
    public record Tokens(String address, String id, String token, String testToken) {
        @Override
        public String toString() {
            return "Tokens[" + address + "]";
        }
    }

    /** Fresh keys, without any token yet. */
    public static Keyring create(String accountId, SecureRandom random) {
        byte[] link = new byte[LINK_KEY_BYTES];
        random.nextBytes(link);
        KeyPair identity = IdentityKeys.generate(random);
        return new Keyring(
                accountId,
                "",
                List.of(),
                Base64.getEncoder().encodeToString(link),
                IdentityKeys.encode(identity.getPrivate()),
                IdentityKeys.encode(identity.getPublic()),
                0);
    }

    /** Reads what an earlier start wrote; empty at the first one. */
    public static Optional<Keyring> read(@Nullable Path file) {
        return file == null
                ? Optional.empty()
                : WholeFiles.read(file)
                        .map(bytes -> new String(bytes.toByteArray(), StandardCharsets.UTF_8))
                        .map(text -> Json.readOwn(text, Keyring.class));
    }

    /** Writes it for the next start, readable by the owner of the file alone. */
    public void write(@Nullable Path file) {
        if (file != null) {
            WholeFiles.replace(file, Json.write(this).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The keys of approval links. */
    public ApprovalLink.Keys linkKeys() {
        return new ApprovalLink.Keys(
                KEY_ID, Map.of(KEY_ID, Octets.owning(Base64.getDecoder().decode(linkKey))));
    }

    /** The key pair that signs identity statements. */
    public KeyPair identity() {
        return IdentityKeys.pair(identityPrivate, identityPublic);
    }

    /** Names the identity key in the published set. */
    public String identityKeyId() {
        return KEY_ID;
    }

    public Duration clockOffset() {
        return Duration.ofMillis(clockOffsetMillis);
    }

    public Keyring withOwnerKey(String key) {
        return new Keyring(accountId, key, mailboxes, linkKey, identityPrivate, identityPublic, clockOffsetMillis);
    }

    /** With the tokens of one mailbox, in the place of earlier ones. */
    public Keyring with(Tokens tokens) {
        List<Tokens> others = mailboxes.stream()
                .filter(known -> !known.address().equals(tokens.address()))
                .toList();
        List<Tokens> all = Stream.concat(others.stream(), Stream.of(tokens)).toList();
        return new Keyring(accountId, ownerKey, all, linkKey, identityPrivate, identityPublic, clockOffsetMillis);
    }

    public Keyring withClockOffset(Duration offset) {
        return new Keyring(accountId, ownerKey, mailboxes, linkKey, identityPrivate, identityPublic, offset.toMillis());
    }

    /** Nothing secret. */
    @Override
    public String toString() {
        return "Keyring[" + accountId + "]";
    }
}
