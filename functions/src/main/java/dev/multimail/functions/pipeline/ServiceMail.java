package dev.multimail.functions.pipeline;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mail.Body;
import dev.multimail.mail.Draft;
import dev.multimail.mail.Header;
import dev.multimail.mail.MimeBuilder;
import dev.multimail.mail.SendingHeaders;
import dev.multimail.message.Address;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lets mail leave that the service itself writes to a person. It may arrive twice. */
final class ServiceMail {
    private ServiceMail() {}

    /**
     * Sends it; what is refused for good is over, what failed otherwise comes again.
     *
     * @param about the id of what it is about, for the log
     * @throws IllegalStateException if it is to be tried again
     */
    static void send(Services services, Address to, String subject, String text, String about, Instant now) {
        Address sender = services.settings().noticeSender();
        String tag = services.ids().prefixed("ntc_");
        Draft draft = new Draft(
                new NamedAddress("MultiMail", sender),
                List.of(NamedAddress.of(to)),
                List.of(),
                subject,
                new Body.Text(text),
                List.of(),
                tag + "@" + sender.domain(),
                null,
                List.of(),
                // RFC 3834 §5: made by a machine, so nothing should answer it by itself.
                List.of(new Header("Auto-Submitted", "auto-generated")));
        Octets raw =
                SendingHeaders.prepend(MimeBuilder.build(draft), List.of(new Header("Date", SendingHeaders.date(now))));
        Delivery delivery = services.ports()
                .transport(true)
                .send(new Outgoing(Outgoing.Kind.NOTICE, tag, 1, sender, List.of(to), raw));
        switch (delivery) {
            case Delivery.Accepted _ -> {}
            case Delivery.RefusedForGood refused ->
                services.log().info("service mail refused", Map.of("about", about, "why", refused.reason()));
            case Delivery.RefusedForNow refused -> throw new IllegalStateException(refused.reason());
            case Delivery.Unknown unknown -> throw new IllegalStateException(unknown.reason());
        }
    }
}
