package dev.multimail.webhook;

/** The secret that signs a subscription's webhooks. */
public record WebhookSecret(String value) {
    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}
