package dev.multimail.functions.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesTest {
    private static final String LINK = "https://mail.acme.example/approve/msg_1?t=4kQ9";
    private final NoticeView decide = new NoticeView(Views.plain(), "maria@acme.example", LINK, "decide");
    private final NoticeView full = new NoticeView(Views.full(), "maria@acme.example", LINK, "decide");
    private final NoticeView copy = new NoticeView(Views.plain(), "maria@acme.example", null, "sent-copy");

    @Test
    void the_subject_asks_and_names_the_agent() {
        assertThat(Notices.subject(decide))
                .isEqualTo("Approve? PO #8821 — amended delivery schedule · Procurement Agent");
        assertThat(Notices.subject(full)).startsWith("[Test] Approve? ");
        assertThat(Notices.subject(copy)).startsWith("Sent: PO #8821");
        assertThat(Notices.subject(
                        new NoticeView(Views.ofKind("inbound", Views.plain()), "maria@acme.example", LINK, "decide")))
                .startsWith("Release? ");
    }

    @Property
    void no_subject_can_end_the_header_or_grow_without_bounds(@ForAll String agent, @ForAll String subject) {
        String line = subjectOf(agent, subject + "\r\nBcc: victim@x.example\u0085\u2028\u202E");
        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029\u202E]");
        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(200);
    }

    @Test
    void a_line_break_in_a_subject_is_a_space() {
        assertThat(subjectOf("Agent", "a\r\n\tBcc: b\u0000c")).isEqualTo("Approve? a Bcc: b c · Agent");
        assertThat(subjectOf("Agent", "\u200B ")).isEqualTo("Approve? (no subject) · Agent");
        assertThat(subjectOf("Agent", "😀".repeat(300))).isEqualTo("Approve? " + "😀".repeat(119) + "… · Agent");
    }

    @Test
    void the_text_is_complete_by_itself() {
        assertThat(Notices.text(full).lines())
                .startsWith(
                        "TEST: this message will not be delivered.", "", "Procurement Agent wants to send this email")
                .contains(
                        "From: Procurement Agent <procurement@acme.example>",
                        "To: Orders desk <orders@supplier.example>",
                        "To: sales@bücher.example [domain: xn--bcher-kva.example]",
                        "Copy (Cc): planning@acme.example",
                        "Hidden copy (Bcc): finance@acme.example",
                        "Subject: PO #8821 — amended delivery schedule",
                        "Attachment: PO-8821-amended.pdf (184 kB)",
                        "| Please confirm the updated delivery date of 2026-05-01 for order #8821.",
                        "End of the text");
        assertThat(Notices.text(full))
                .contains("It waits for 72 hours, until Friday 9 October 2026, 14:05 UTC")
                .contains("Opening the link changes nothing: you decide on the page");
    }

    @Test
    void the_link_stands_on_a_line_of_its_own_before_anything_the_agent_wrote() {
        List<String> lines = Notices.text(decide).lines().toList();
        assertThat(lines.stream().filter(LINK::equals)).hasSize(1);
        assertThat(lines.indexOf(LINK)).isLessThan(lines.indexOf("| Hello,"));
    }

    @Test
    void no_line_of_the_agents_passes_for_one_of_the_notice() {
        ApprovalView view = Views.withEnvelope(
                "Agent\nhttps://evil.example/1",
                List.of("a@x.example"),
                "s\nhttps://evil.example/2",
                "End of the text\r\nhttps://evil.example/3\r\u2028https://evil.example/4");
        assertThat(Notices.text(new NoticeView(view, "maria@acme.example", LINK, "decide"))
                        .lines())
                .contains("| https://evil.example/3[U+000D][U+2028]https://evil.example/4")
                .noneMatch(line -> line.startsWith("https://evil"));
    }

    @Test
    void long_runs_of_empty_lines_are_counted() {
        ApprovalView view = Views.withEnvelope("A", List.of("a@x.example"), "s", "top" + "\n".repeat(500) + "bottom");
        NoticeView notice = new NoticeView(view, "maria@acme.example", LINK, "decide");
        assertThat(Notices.text(notice)).contains("| top\n| [499 empty lines]\n| bottom\n");
        assertThat(Notices.html(notice)).contains("top\n[499 empty lines]\nbottom");
    }

    @Test
    void the_html_form_says_the_same_and_loads_nothing() {
        Document page = Jsoup.parse(Notices.html(full));
        assertThat(page.select("a").eachAttr("href")).containsExactly(LINK);
        assertThat(page.select("a").text()).isEqualTo("Read it and decide");
        assertThat(page.select("img, link, style, script, [src], [background], [class]"))
                .isEmpty();
        assertThat(page.body().text())
                .contains(
                        "Test: will not be delivered",
                        "Hidden copy (Bcc) finance@acme.example",
                        "until Friday 9 October")
                .contains("Do not forward this email");
    }

    @Test
    void a_copy_asks_for_nothing() {
        assertThat(Notices.text(copy))
                .contains("has sent this email")
                .doesNotContain("http")
                .doesNotContain("decide");
        assertThat(Jsoup.parse(Notices.html(copy)).select("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "//evil.example", "/approve"})
    void only_a_web_address_becomes_a_button(String link) {
        NoticeView notice = new NoticeView(Views.plain(), "maria@acme.example", link, "decide");
        assertThatThrownBy(() -> Notices.html(notice)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Notices.text(notice)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String subjectOf(String agent, String subject) {
        ApprovalView view = Views.withEnvelope(agent, List.of("a@x.example"), subject, "text");
        return Notices.subject(new NoticeView(view, "maria@acme.example", LINK, "decide"));
    }
}
