package dev.multimail.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hash that an approval is bound to: SHA-256 over length-prefixed fields, so that no two contents share one. */
public final class ContentHash {
    private final MessageDigest digest;

    private ContentHash(String domain) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        add(domain);
    }

    /** Of mail: everybody whom it reaches, hidden recipients too, and the exact bytes. */
    public static String ofMail(Envelope envelope, Octets raw) {
        ContentHash hash = new ContentHash("mail");
        hash.add(envelope.from().toString());
        for (List<Address> field : List.of(envelope.to(), envelope.cc(), envelope.bcc())) {
            hash.add(Integer.toString(field.size()));
            field.forEach(address -> hash.add(address.toString()));
        }
        hash.add(raw.sha256());
        return hash.hex();
    }

    /** Of mail that came in. */
    public static String ofInbound(Octets raw) {
        ContentHash hash = new ContentHash("inbound");
        hash.add(raw.sha256());
        return hash.hex();
    }

    /** Of an action that waits for a person. */
    public static String ofAction(String operation, String about, Map<String, String> arguments) {
        ContentHash hash = new ContentHash("action");
        hash.add(operation);
        hash.add(about);
        new TreeMap<>(arguments).forEach((name, value) -> {
            hash.add(name);
            hash.add(value);
        });
        return hash.hex();
    }

    /** Of text, such as a request that an idempotency key is bound to. */
    public static String ofText(String domain, String... parts) {
        ContentHash hash = new ContentHash(domain);
        for (String part : parts) {
            hash.add(part);
        }
        return hash.hex();
    }

    private void add(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
