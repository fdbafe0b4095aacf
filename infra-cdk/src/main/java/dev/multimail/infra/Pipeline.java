package dev.multimail.infra;

import java.util.Locale;

/** The functions behind the API, the authorizer's among them, and what each is given. */
enum Pipeline {
    AUTHORIZER("AuthorizerFunction", 10),
    RELAY("RelayFunction", 60),
    SEAL_AUDIT("SealAuditFunction", 60),
    DELIVER("DeliverFunction", 60),
    SWEEP("SweepFunction", 55),
    EXPIRE("ExpireFunction", 30),
    DELIVERY_EVENTS("DeliveryEventsFunction", 30),
    FAN_OUT("FanOutFunction", 30),
    POST_WEBHOOK("PostWebhookFunction", 60),
    RECEIVE("ReceiveFunction", 60),
    INSTALL("InstallFunction", 120);

    private final String entry;
    private final int timeoutSeconds;

    Pipeline(String entry, int timeoutSeconds) {
        this.entry = entry;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** The function's name in {@code grants.txt} and in AWS. */
    String function() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class that Lambda calls. */
    String handler() {
        return "dev.multimail.lambda." + entry;
    }

    int timeoutSeconds() {
        return timeoutSeconds;
    }
}
