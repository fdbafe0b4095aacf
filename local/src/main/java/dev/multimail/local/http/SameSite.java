package dev.multimail.local.http;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other web sites away from the tools of the local service, which need no token: a name of theirs that leads to
 * this machine (DNS rebinding) is not ours, and their pages' requests say whence they come.
 */
final class SameSite {
    private static final Pattern OURS = Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d{1,5})?");
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    private SameSite() {}

    static boolean allows(Request request) {
        String host = request.header("host").orElse("");
        boolean ownOrigin = request.header("origin")
                .map(("http://" + host)::equalsIgnoreCase)
                .orElse(true);
        boolean ownPage =
                request.header("sec-fetch-site").map(OWN_PAGES::contains).orElse(true);
        return OURS.matcher(host).matches() && ownOrigin && ownPage;
    }
}
