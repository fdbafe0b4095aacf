package dev.multimail.functions.view;

import dev.multimail.mailbox.MailDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mail domain in answers, with the DNS records to set. */
public final class DomainViews {
    private DomainViews() {}

    /** A domain without its DNS records, which take the registry of domains to tell. */
    public static Map<String, Object> of(MailDomain domain) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", domain.id());
        view.put("domain", domain.name());
        view.put("created_at", domain.createdAt().toString());
        view.put("verified_at", domain.verifiedAt() == null ? null : String.valueOf(domain.verifiedAt()));
        return Nullables.present(view);
    }

    /**
     * A domain with its records.
     *
     * @param mailHost the host that receives mail, for the MX record
     */
    public static Map<String, Object> of(MailDomain domain, String mailHost) {
        boolean verified = domain.verifiedAt() != null;
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", domain.id());
        view.put("domain", domain.name());
        view.put("status", verified ? "active" : "pending");
        view.put("dkim_verified", verified);
        // Only DKIM is looked at; what is not looked at is not claimed.
        view.put("spf_verified", null);
        view.put("mx_verified", null);
        view.put("return_path_verified", null);
        view.put("dns_records", records(domain, mailHost));
        view.put("created_at", domain.createdAt().toString());
        view.put("verified_at", verified ? String.valueOf(domain.verifiedAt()) : null);
        return Nullables.present(view);
    }

    // AWS: Easy DKIM, and the MX record of a receiving endpoint. DMARC (RFC 7489 §6.3) is advice.
    private static List<Map<String, Object>> records(MailDomain domain, String mailHost) {
        List<Map<String, Object>> records = new ArrayList<>();
        domain.dkimTokens()
                .forEach(token -> records.add(record(
                        "dkim", "CNAME", token + "._domainkey." + domain.name(), token + ".dkim.amazonses.com")));
        records.add(record("mx", "MX", domain.name(), "10 " + mailHost));
        records.add(record("dmarc", "TXT", "_dmarc." + domain.name(), "v=DMARC1; p=quarantine"));
        return records;
    }

    private static Map<String, Object> record(String purpose, String type, String name, String value) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("purpose", purpose);
        record.put("type", type);
        record.put("name", name);
        record.put("value", value);
        return record;
    }
}
