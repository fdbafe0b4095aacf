package dev.multimail.functions.testing;

import dev.multimail.effect.MailDomains;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Domains in memory: registered ones are verified once {@link #published} says that their records are there. */
public final class MapDomains implements MailDomains {
    private final Set<String> registered = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private final Seen seen;

    MapDomains(Seen seen) {
        this.seen = seen;
    }

    /** The records of a domain are in DNS from now on. */
    public void publish(String domain) {
        published.add(domain);
    }

    public boolean knows(String domain) {
        return registered.contains(domain);
    }

    @Override
    public List<String> register(String domain) {
        seen.saw("domains", "ses:CreateEmailIdentity");
        seen.saw("domains", "ses:GetEmailIdentity");
        registered.add(domain);
        return List.of("one", "two", "three");
    }

    @Override
    public boolean verified(String domain) {
        seen.saw("domains", "ses:GetEmailIdentity");
        return registered.contains(domain) && published.contains(domain);
    }

    @Override
    public void remove(String domain) {
        seen.saw("domains", "ses:DeleteEmailIdentity");
        registered.remove(domain);
    }

    @Override
    public String mailHost() {
        return "inbound-smtp.eu-west-1.amazonaws.com";
    }
}
