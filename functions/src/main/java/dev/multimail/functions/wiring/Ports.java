package dev.multimail.functions.wiring;

import dev.multimail.effect.Blobs;
import dev.multimail.effect.Bus;
import dev.multimail.effect.MailDomains;
import dev.multimail.effect.Parking;
import dev.multimail.effect.Queue;
import dev.multimail.effect.Transport;

/**
 * The ways out of the service.
 *
 * @param live lets mail leave
 * @param kept where test mail ends: it is kept and never delivered
 */
public record Ports(
        Transport live, Transport kept, Parking parking, Bus bus, Queue queue, Blobs blobs, MailDomains domains) {
    /** The transport of live or of test traffic. */
    public Transport transport(boolean isLive) {
        return isLive ? live : kept;
    }
}
