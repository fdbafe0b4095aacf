package dev.multimail.effect;

/** Lets mail leave. One place in the code calls it: Deliver. */
public interface Transport {
    /** Makes one attempt, without retries of its own; whatever leaves room for doubt is {@link Delivery.Unknown}. */
    Delivery send(Outgoing mail);

    /**
     * The Message-ID that recipients see of accepted mail, without angle brackets. Some transports, SES among them, put
     * their own in the place of the one that the mail was given.
     *
     * @param providerId the transport's id of the mail
     * @param given the Message-ID that the mail was built with
     */
    String messageIdHeader(String providerId, String given);
}
