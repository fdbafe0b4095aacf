package dev.multimail.functions.wiring;

import dev.multimail.approval.ApprovalLink;
import dev.multimail.identity.IdentitySigner;

/**
 * What an installation signs with.
 *
 * @param linkKeys sign approval links and page nonces, and nothing else
 * @param identity signs the identity statement of what leaves
 */
public record Secrets(ApprovalLink.Keys linkKeys, IdentitySigner identity) {
    /** Nothing secret. */
    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
