package dev.multimail.functions.wiring;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.functions.webhook.AddressRule;
import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.message.Address;
import java.net.URI;
import java.util.function.Supplier;

/**
 * What an installation is told.
 *
 * @param publicUrl where people and clients reach the API, without a slash at its end
 * @param domain the domain of mailboxes whose address is given by its local part alone
 * @param noticeSender who notices to approvers come from
 * @param secrets read when something is signed or opened, so that whoever never does need not be able to read them
 * @param jwks the public keys of the identity statements, as a JSON Web Key Set (RFC 7517 §5)
 * @param edition what it offers, and of which commit it is
 * @param webhookAddresses which addresses webhooks may be posted to
 */
public record Settings(
        URI publicUrl,
        String domain,
        Address noticeSender,
        Supplier<Secrets> secrets,
        Supplier<String> jwks,
        AddressRule webhookAddresses,
        WebhookPoster webhookPoster,
        Edition edition) {
    /** A page of this installation. */
    public String url(String path) {
        return publicUrl + path;
    }

    /** The same page as a path on its own host: API Gateway puts the stage's name before every path. */
    public String path(String path) {
        return publicUrl.getRawPath() + path;
    }

    public ApprovalLink.Keys linkKeys() {
        return secrets.get().linkKeys();
    }

    public IdentitySigner identity() {
        return secrets.get().identity();
    }
}
