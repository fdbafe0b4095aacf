package dev.multimail.functions.signup;

import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Address;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Short names of new accounts: the local part of their first mailbox's address. */
final class Slugs {
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
    private static final int LONGEST = 40;
    private static final int SUGGESTIONS = 3;
    private static final int CANDIDATES = 50;

    // RFC 2142, and the names by which this service and its providers are known.
    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "admin",
            "administrator",
            "approvals",
            "billing",
            "hostmaster",
            "info",
            "mailer-daemon",
            "marketing",
            "me",
            "multimail",
            "no-reply",
            "noc",
            "noreply",
            "postmaster",
            "root",
            "sales",
            "security",
            "support",
            "usenet",
            "webmaster");

    private Slugs() {}

    /**
     * A slug as it was asked for, or made of a name.
     *
     * @throws Problem {@code invalid_field} if it has another form
     */
    static String checked(String slug) {
        if (!FORM.matcher(slug).matches()) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "slug has from 1 to " + LONGEST + " small letters, digits and dashes, no dash at either end.",
                    "field",
                    "slug");
        }
        return slug;
    }

    static String ofName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST - 4)).replaceAll("^-+|-+$", "");
        return cut.isEmpty() ? "agent" : cut;
    }

    /** Why a slug cannot be had: {@code reserved} or {@code taken}; empty text if it can. */
    static String obstacle(Services services, String slug) {
        if (RESERVED.contains(slug)) {
            return "reserved";
        }
        return services.store().mailboxes().find(address(services, slug)).isPresent() ? "taken" : "";
    }

    /** Slugs like this one that can be had. */
    static List<String> suggestions(Services services, String slug) {
        String stem = slug.substring(0, Math.min(slug.length(), LONGEST - 4)).replaceAll("-+$", "");
        return Stream.concat(
                        Stream.of(stem + "-agent"),
                        IntStream.range(1, CANDIDATES).mapToObj(n -> stem + "-" + n))
                .filter(candidate -> FORM.matcher(candidate).matches())
                .filter(candidate -> obstacle(services, candidate).isEmpty())
                .limit(SUGGESTIONS)
                .toList();
    }

    static Address address(Services services, String slug) {
        return Address.parse(slug + "@" + services.settings().domain());
    }
}
