package dev.multimail.functions.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** A page for people as an answer. */
public final class WebPage {
    private WebPage() {}

    /**
     * The page, for the eyes of whoever has its address: that is a capability, which no cache, no frame and no Referer
     * may carry on.
     */
    public static Reply reply(int status, String html, String contentSecurityPolicy, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("content-type", "text/html; charset=utf-8");
        headers.put("content-security-policy", contentSecurityPolicy);
        headers.put("cache-control", "no-store");
        headers.put("referrer-policy", "no-referrer");
        headers.put("x-frame-options", "DENY");
        headers.put("x-content-type-options", "nosniff");
        headers.put("x-robots-tag", "noindex, nofollow");
        return new Reply.Text(status, headers, html);
    }
}
