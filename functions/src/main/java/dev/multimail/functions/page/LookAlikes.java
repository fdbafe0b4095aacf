package dev.multimail.functions.page;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds names and addresses that pass for others, in sentences for a person who is about to decide. */
public final class LookAlikes {
    private static final int LONGEST_NAME = 500;
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** Endings after which a dotted word in a name is read as a domain; a full list would flag "Node.js" and "J.R.". */
    private static final Set<String> ENDINGS = Set.of(
            "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "io", "ai", "app", "dev", "co", "me", "us",
            "uk", "de", "fr", "it", "es", "nl", "be", "ch", "at", "se", "no", "dk", "fi", "pl", "cz", "pt", "ie", "eu",
            "ca", "au", "nz", "jp", "cn", "kr", "in", "br", "mx", "ar", "za", "ru", "ua", "tr", "il", "tech", "online",
            "shop", "store", "site", "xyz", "cloud", "bank", "example", "test");

    /** Product names that are written like domains. */
    private static final Set<String> PRODUCTS = Set.of("asp.net", "ado.net", "vb.net", "socket.io");

    /** Domains that are imitated most; others are compared with the mailbox's own and with each other. */
    private static final Map<String, String> KNOWN = bySkeleton(
            "gmail.com",
            "google.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "yahoo.com",
            "icloud.com",
            "apple.com",
            "microsoft.com",
            "office.com",
            "amazon.com",
            "paypal.com",
            "stripe.com",
            "github.com",
            "facebook.com",
            "instagram.com",
            "linkedin.com",
            "docusign.com",
            "docusign.net",
            "dropbox.com",
            "netflix.com",
            "whatsapp.com",
            "adobe.com",
            "intuit.com",
            "slack.com",
            "coinbase.com",
            "wise.com",
            "revolut.com",
            "chase.com",
            "wellsfargo.com",
            "salesforce.com",
            "shopify.com",
            "telegram.org");

    private LookAlikes() {}

    /**
     * What is suspicious about a sender and those it writes to; empty when nothing is.
     *
     * @param displayName the sender's display name, if it has one
     * @param address the sender's address
     * @param recipients each {@code a@x} or {@code Name <a@x>}
     */
    public static List<String> warnings(@Nullable String displayName, String address, List<String> recipients) {
        Set<String> found = new LinkedHashSet<>();
        List<Party> parties = new ArrayList<>();
        parties.add(new Party(displayName == null ? "" : displayName, address));
        recipients.forEach(recipient -> parties.add(Party.of(recipient)));
        String home = parties.getFirst().domain();
        Map<String, String> seen = new LinkedHashMap<>();
        for (Party party : parties) {
            inName(party, found);
            inAddress(party, home, found);
            String shown = unicode(party.domain());
            String twin = seen.putIfAbsent(Confusables.skeleton(shown), shown);
            if (twin != null && !twin.equals(shown)) {
                found.add("“" + shown + "” and “" + twin + "” look alike and are different domains.");
            }
        }
        return List.copyOf(found);
    }

    /**
     * The domain's other form, Unicode for ASCII and ASCII for Unicode (RFC 5890 §2.3.2.1), or null if it has but one.
     */
    static @Nullable String otherForm(String address) {
        String domain = Party.of(address).domain();
        String shown = unicode(domain);
        String wire = ascii(shown);
        if (shown.equals(wire)) {
            return null;
        }
        return domain.equals(shown) ? wire : shown;
    }

    private static void inName(Party party, Set<String> found) {
        String raw = party.name();
        if (Invisibles.in(raw)) {
            found.add("The name “" + raw + "” contains characters that hide or change the reading direction.");
        }
        String cut = raw.length() > LONGEST_NAME ? raw.substring(0, LONGEST_NAME) : raw;
        if (cut.codePoints().anyMatch(point -> point >= 0x1D400 && point <= 0x1D7FF)) {
            found.add("The name “" + cut + "” is written in mathematical letters instead of ordinary ones.");
        }
        String name = Normalizer.normalize(Invisibles.removed(cut), Normalizer.Form.NFKC);
        for (String word : BETWEEN_WORDS.split(name, -1)) {
            if (Confusables.isMixed(word)) {
                found.add("In the name “" + name + "” the word “" + word + "” mixes letters of different alphabets.");
            }
        }
        String rest = name;
        Matcher addresses = ADDRESS.matcher(name);
        while (addresses.find()) {
            rest = rest.replace(addresses.group(), " ");
            if (!sameAddress(addresses.group(), party.address())) {
                found.add("The name shows the address “" + addresses.group() + "”, but the address really is “"
                        + party.address() + "”.");
            }
        }
        Matcher hosts = HOST.matcher(rest);
        while (hosts.find()) {
            String host = hosts.group().toLowerCase(Locale.ROOT);
            if (readsAsDomain(host) && !related(ascii(host), ascii(party.domain()))) {
                found.add("The name shows “" + hosts.group() + "”, but the address is at “" + party.domain() + "”.");
            }
        }
    }

    private static void inAddress(Party party, String home, Set<String> found) {
        if (Invisibles.in(party.address())) {
            found.add("The address “" + party.address() + "” contains characters that cannot be seen.");
        }
        if (Confusables.isMixed(party.address().substring(0, party.address().indexOf('@') + 1))) {
            found.add("The address “" + party.address() + "” mixes letters of different alphabets before the @.");
        }
        inDomain(unicode(party.domain()), home, found);
    }

    /** At most one finding a domain: the one that says most. */
    private static void inDomain(String shown, String home, Set<String> found) {
        String wire = ascii(shown);
        String domain = "The domain “" + shown + "”" + (wire.equals(shown) ? "" : " (" + wire + ")");
        String registered = lastLabels(shown, 2);
        String known = KNOWN.get(Confusables.skeleton(registered));
        if (known != null && !known.equals(registered)) {
            found.add(domain + " looks like “" + known + "” and is another.");
            return;
        }
        List<String> labels = List.of(shown.split("\\.", -1));
        if (labels.stream().anyMatch(Confusables::isMixed)) {
            found.add(domain + " mixes letters of different alphabets.");
            return;
        }
        boolean asciiEnding = labels.getLast().chars().allMatch(c -> c < 0x80);
        if (asciiEnding && labels.stream().anyMatch(Confusables::passesForAscii)) {
            found.add(domain + " looks like “" + Confusables.twinsOf(shown) + "” and is another.");
            return;
        }
        Stream.concat(Stream.of(home), KNOWN.values().stream())
                .filter(model -> opensWith("." + shown, model))
                .findFirst()
                .ifPresent(model ->
                        found.add(domain + " begins like “" + model + "” but belongs to “" + registered + "”."));
    }

    /** A country's own form, such as google.com.br, has one label after the model; an imitation has more. */
    private static boolean opensWith(String dotted, String model) {
        int at = dotted.indexOf("." + model + ".");
        return !model.isEmpty() && at >= 0 && dotted.indexOf('.', at + model.length() + 2) >= 0;
    }

    private static boolean readsAsDomain(String host) {
        String ending = host.substring(host.lastIndexOf('.') + 1);
        boolean known = ENDINGS.contains(Confusables.twinsOf(ending)) || ending.startsWith("xn--");
        return host.indexOf('.') >= 2
                && known
                && !PRODUCTS.contains(host)
                && host.codePoints().anyMatch(Character::isLetter);
    }

    private static boolean related(String one, String other) {
        return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
    }

    private static boolean sameAddress(String shown, String real) {
        String shownHost = ascii(shown.substring(shown.lastIndexOf('@') + 1));
        String realHost = ascii(real.substring(real.lastIndexOf('@') + 1));
        String shownLocal = shown.substring(0, shown.lastIndexOf('@'));
        String realLocal = real.substring(0, Math.max(0, real.lastIndexOf('@')));
        return shownLocal.equalsIgnoreCase(realLocal) && shownHost.equals(realHost);
    }

    private static String lastLabels(String domain, int count) {
        String[] labels = domain.split("\\.", -1);
        int from = Math.max(0, labels.length - count);
        return String.join(".", List.of(labels).subList(from, labels.length));
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain.toLowerCase(Locale.ROOT);
        }
    }

    private static String unicode(String domain) {
        return IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> bySkeleton(String... domains) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String domain : domains) {
            map.put(Confusables.skeleton(domain), domain);
        }
        return map;
    }

    /** A name and an address as given. */
    private record Party(String name, String address) {
        static Party of(String recipient) {
            int open = recipient.lastIndexOf('<');
            if (open < 0 || !recipient.endsWith(">")) {
                return new Party("", recipient);
            }
            return new Party(
                    recipient.substring(0, open).strip(), recipient.substring(open + 1, recipient.length() - 1));
        }

        String domain() {
            return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        }
    }
}
