package dev.multimail.functions.wiring;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.functions.webhook.AddressRule;
import dev.multimail.functions.webhook.WebhookPoster;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.message.Address;
import java.net.URI;

/**
 * What an installation is told.
 *
 * @param publicUrl where people and clients reach the API, without a slash at its end
 * @param domain the domain of mailboxes whose address is given by its local part alone
 * @param noticeSender who notices to approvers come from
 * @param linkKeys sign approval links and page nonces, and nothing else
 * @param identity signs the identity statement of what leaves
 * @param jwks the public key of {@code identity}, as a JSON Web Key Set (RFC 7517 §5)
 * @param webhookAddresses which addresses webhooks may be posted to
 */
public record Settings(
        URI publicUrl,
        String domain,
        Address noticeSender,
        ApprovalLink.Keys linkKeys,
        IdentitySigner identity,
        String jwks,
        AddressRule webhookAddresses,
        WebhookPoster webhookPoster) {
    /** A page of this installation. */
    public String url(String path) {
        return publicUrl + path;
    }
}
