package dev.multimail.bench;

import dev.multimail.effect.MailDomains;
import java.util.List;

/** No domain but the installation's own. */
final class NoDomains implements MailDomains {
    @Override
    public List<String> register(String domain) {
        throw new IllegalStateException("no benchmark registers domains");
    }

    @Override
    public boolean verified(String domain) {
        return false;
    }

    @Override
    public void remove(String domain) {}

    @Override
    public String mailHost() {
        return "localhost";
    }
}
