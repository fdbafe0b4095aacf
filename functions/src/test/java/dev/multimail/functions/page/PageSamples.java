package dev.multimail.functions.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the pages and notices as files to look at: the folder is the one argument. */
final class PageSamples {
    private PageSamples() {}

    static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, String> sample : samples().entrySet()) {
            Files.writeString(folder.resolve(sample.getKey() + ".html"), withPolicy(sample.getValue()));
        }
        Files.writeString(folder.resolve("notice.txt"), Notices.text(decide(Views.full())));
        Files.writeString(folder.resolve("notice-hostile.txt"), Notices.text(decide(hostile())));
    }

    static Map<String, String> samples() {
        Map<String, String> samples = new LinkedHashMap<>();
        ApprovalView plain = Views.plain();
        ApprovalView action =
                Views.withEnvelope("Procurement Agent", List.of(), "Tag 14 emails as “spam”", "Ids: 1, 2, 3");
        samples.put("ask-plain", ask(plain));
        samples.put("ask-full", ask(Views.full()));
        samples.put("ask-hostile", ask(hostile()));
        samples.put("ask-long", ask(lengthy()));
        samples.put("ask-inbound", ask(Views.ofKind("inbound", plain)));
        samples.put("ask-action", ask(Views.ofKind("action", action)));
        samples.put("decided-approved", decided(plain, "approved", null, true));
        samples.put("decided-rejected", decided(plain, "rejected", "The date is wrong: it must be 2026-06-01.", false));
        samples.put("decided-expired", decided(Views.full(), "expired", null, false));
        samples.put(
                "refused",
                ApprovalPages.refused(
                        "This link has been used",
                        "An approver's link works once, and this one has decided already.",
                        "If the message still waits, ask for a fresh link on its page."));
        samples.put("needs-link", ApprovalPages.needsLink("/approve/msg_01JXK/link"));
        samples.put("link-mailed", ApprovalPages.linkMailed());
        samples.put("notice", Notices.html(decide(Views.full())));
        samples.put("notice-plain", Notices.html(decide(plain)));
        samples.put("notice-hostile", Notices.html(decide(hostile())));
        samples.put("notice-copy", Notices.html(new NoticeView(plain, "maria@acme.example", null, "sent-copy")));
        return samples;
    }

    private static String ask(ApprovalView view) {
        return ApprovalPages.ask(view, "/approve/" + view.messageId(), "bm9uY2U");
    }

    private static String decided(ApprovalView view, String state, @Nullable String reason, boolean you) {
        return ApprovalPages.decided(view, state, "maria@acme.example", Views.ASKED.plusSeconds(900), reason, you);
    }

    private static NoticeView decide(ApprovalView view) {
        return new NoticeView(
                view, "maria@acme.example", "https://mail.acme.example/approve/msg_01JXK8?t=4kQ9vZr7Yb2mN8", "decide");
    }

    private static ApprovalView hostile() {
        return Views.withEnvelope(
                "Bank <b>Security</b> security@bank.example \u202Emoc.knab",
                List.of(
                        "\u202Egnp.exe@evil.example",
                        "Paypal support@paypal.com <help@pаypal.com>",
                        "a@xn--80ak6aa92e.com"),
                "\"><script>alert(1)</script> Re: \u200Binvoice\r\nBcc: victim@x.example",
                "Hello\u202E!dlrow" + "\n".repeat(300)
                        + "The last line <img src=x onerror=alert(1)>\u0000 z\u0335\u0321\u0322\u0327\u0328a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030Clgo");
    }

    private static ApprovalView lengthy() {
        List<String> many = IntStream.range(0, 40)
                .mapToObj(i -> "A rather long display name number " + i + " <person.with.a.long.local.part." + i
                        + "@department.of.procurement.example>")
                .toList();
        return Views.withEnvelope(
                "Procurement and Supplier Relationship Agent for Northern Europe (Pilot)",
                many,
                "Amended delivery schedule for purchase orders 8821, 8822, 8823 and 8824 incl. "
                        + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2),
                "This paragraph repeats so that the page gets long. ".repeat(60) + "\n\nhttps://portal.example/"
                        + "a0b1c2d3".repeat(40) + "\n\nשלום עולם, this is mixed.\n👩‍👩‍👧 ok\n");
    }

    /** A file has no headers, so the policy goes where a browser also reads it (frame-ancestors needs the header). */
    private static String withPolicy(String html) {
        if (!html.contains("<style>")) {
            return html;
        }
        String policy = ApprovalPages.contentSecurityPolicy(html).replaceAll("; frame-ancestors 'none'", "");
        return html.replace(
                "<title>", "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n<title>");
    }
}
