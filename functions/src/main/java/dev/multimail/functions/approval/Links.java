package dev.multimail.functions.approval;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Address;
import dev.multimail.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Links that are an approver's own: bound to one message, one content, one person and one time. */
public final class Links {
    /** How long a link to held mail without an expiry of its own works. */
    private static final Duration WITHOUT_EXPIRY = Duration.ofDays(30);

    private Links() {}

    /** A fresh link, absolute. It is a capability: it goes into that person's notice and nowhere else. */
    public static String to(Services services, Message message, Address approver, Instant now) {
        Instant expiresAt = message.life().expiresAt() == null
                ? now.plus(WITHOUT_EXPIRY)
                : message.life().expiresAt();
        byte[] nonce = new byte[16];
        services.random().nextBytes(nonce);
        ApprovalLink link = new ApprovalLink(
                message.id().toString(),
                message.contentHash(),
                approver.normalized(),
                expiresAt,
                HexFormat.of().formatHex(nonce));
        return services.settings()
                .url("/v1/approve/"
                        + ApprovalLink.sign(link, services.settings().linkKeys()));
    }
}
