package dev.multimail.effect;

import dev.multimail.problem.Problem;
import java.util.List;

/** Where mail domains are registered, so that mail may leave under their names and come in for them. */
public interface MailDomains {
    /**
     * Registers a domain, or finds it registered; answers the selectors of its DKIM records.
     *
     * @throws Problem {@code invalid_field} if it is not taken, with the reason
     */
    List<String> register(String domain);

    /** Whether the domain's DKIM records were seen. */
    boolean verified(String domain);

    /** Forgets a domain; one that is not registered is forgotten already. */
    void remove(String domain);

    /** The host that receives mail for the domains: what an MX record (RFC 5321 §5.1) names. */
    String mailHost();
}
