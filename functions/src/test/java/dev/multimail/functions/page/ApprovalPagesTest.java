package dev.multimail.functions.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalPagesTest {
    private final Document full = Jsoup.parse(ApprovalPages.ask(Views.full(), "/approve/msg_1?t=a&b", "n0nce"));

    @Test
    void asks_in_one_plain_sentence() {
        assertThat(full.select("h1").eachText()).containsExactly("Procurement Agent wants to send this email");
        assertThat(full.title()).isEqualTo("Approve? PO #8821 — amended delivery schedule");
    }

    @Test
    void names_every_recipient_and_labels_the_hidden_ones() {
        assertThat(full.select(".envelope dt").eachText())
                .containsExactly("From", "To", "Copy (Cc)", "Hidden copy (Bcc)");
        assertThat(full.select(".address").eachText())
                .containsExactly(
                        "procurement@acme.example",
                        "orders@supplier.example",
                        "sales@bücher.example",
                        "li.wei@物流.example",
                        "planning@acme.example",
                        "logistics@carrier.example",
                        "finance@acme.example");
        assertThat(full.select(".beside").eachText())
                .containsExactly("domain: xn--bcher-kva.example", "domain: xn--qzwx3i.example");
    }

    @Test
    void counts_recipients_when_they_are_many_and_lists_each() {
        List<String> many =
                IntStream.range(0, 50).mapToObj(i -> "p" + i + "@x.example").toList();
        Document page = page(Views.withEnvelope("Agent", many, "s", "t"));
        assertThat(page.select(".count").text()).isEqualTo("50 recipients");
        assertThat(page.select(".envelope li .address").eachText()).isEqualTo(many);
    }

    @Test
    void shows_the_text_to_the_letter() {
        String text = "  indented\n\ttabbed\n\n\ntwo empty lines above, trailing spaces   \nend";
        assertThat(page(Views.withEnvelope("Agent", List.of("a@x.example"), "s", text))
                        .expectFirst(".text")
                        .wholeText())
                .isEqualTo(text + "\n");
    }

    @Test
    void counts_empty_lines_that_would_push_the_end_out_of_sight() {
        Document page = page(Views.withEnvelope("A", List.of("a@x.example"), "s", "top" + "\n".repeat(400) + "bottom"));
        assertThat(page.select(".gap").eachText()).containsExactly("399 empty lines");
        assertThat(page.expectFirst(".text").wholeText().lines())
                .hasSizeLessThan(5)
                .contains("bottom");
        assertThat(page.select(".end").text()).isEqualTo("End of the text: 401 lines, 409 characters");
    }

    @Test
    void has_one_form_that_posts_the_decision() {
        assertThat(full.select("form").eachAttr("method")).containsExactly("post");
        assertThat(full.expectFirst("form").attr("action")).isEqualTo("/approve/msg_1?t=a&b");
        assertThat(full.select("form input[type=hidden][name=nonce]").eachAttr("value"))
                .containsExactly("n0nce");
        assertThat(full.select("form textarea[name=reason]:not([required])")).hasSize(1);
        assertThat(full.select("form button[type=submit][name=action]").eachAttr("value"))
                .containsExactlyInAnyOrder("approve", "reject");
        assertThat(full.select("label[for=reason]")).hasSize(1);
    }

    @Test
    void loads_nothing_and_runs_nothing() {
        assertThat(full.select("script, link, img, object, embed, [src], [href], [style]"))
                .isEmpty();
        assertThat(full.select("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
    }

    @Test
    void frames_the_html_part_without_any_permission() {
        assertThat(full.select("iframe[sandbox='']")).hasSize(1);
        Document frame = Jsoup.parse(full.expectFirst("iframe").attr("srcdoc"));
        assertThat(frame.expectFirst("meta[http-equiv]").attr("content"))
                .isEqualTo("default-src 'none'; style-src "
                        + hash(frame.expectFirst("style").data()));
        assertThat(frame.body().text()).contains("Hidden by a style", "abc[U+202E]txt.exe");
    }

    @Test
    void frames_nothing_where_there_is_no_html_part() {
        assertThat(page(Views.plain()).select("iframe")).isEmpty();
    }

    @Test
    void the_policy_admits_the_one_style_block_by_its_hash() {
        String html = ApprovalPages.ask(Views.plain(), "/p", "n");
        Document page = Jsoup.parse(html);
        assertThat(page.select("style")).hasSize(1);
        assertThat(ApprovalPages.contentSecurityPolicy(html))
                .isEqualTo("default-src 'none'; style-src "
                        + hash(page.expectFirst("style").data())
                        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'none'");
    }

    @Test
    void the_policy_of_a_page_with_a_frame_admits_the_frames_style_block_too() {
        String html = ApprovalPages.ask(Views.full(), "/p", "n");
        String inner = Jsoup.parse(full.expectFirst("iframe").attr("srcdoc"))
                .expectFirst("style")
                .data();
        assertThat(ApprovalPages.contentSecurityPolicy(html))
                .contains("style-src " + hash(full.expectFirst("style").data()) + " " + hash(inner) + ";")
                .endsWith("frame-src about:")
                .doesNotContain("unsafe");
    }

    @Test
    void a_test_message_says_so_first() {
        assertThat(full.expectFirst("main").child(0).text()).isEqualTo("Test: will not be delivered");
        assertThat(page(Views.plain()).select(".test")).isEmpty();
    }

    @Test
    void says_who_asks_and_until_when() {
        assertThat(full.select(".facts > div").eachText())
                .startsWith(
                        "Agent Procurement Agent",
                        "Mailbox procurement@acme.example",
                        "Operator Acme Manufacturing Ltd",
                        "Oversight Every email waits for approval gated_send",
                        "Asked Tuesday 6 October 2026, 14:05 UTC",
                        "Waits until Friday 9 October 2026, 14:05 UTC 72 hours after it was asked");
        assertThat(full.select(".facts time").eachAttr("datetime")).contains("2026-10-09T14:05:00Z");
    }

    @Test
    void lists_attachments_with_their_sizes() {
        assertThat(full.select(".files li").eachText())
                .containsExactly(
                        "PO-8821-amended.pdf application/pdf · 184 kB",
                        "schedule.xlsx application/vnd.ms-excel · 1.9 kB");
    }

    @Test
    void labels_what_strangers_wrote() {
        assertThat(full.select(".answered summary").text()).contains("from outside");
        assertThat(full.select(".answered .stranger")).hasSize(1);
        assertThat(page(Views.ofKind("inbound", Views.plain())).select(".stranger"))
                .hasSize(1);
        assertThat(page(Views.plain()).select(".stranger")).isEmpty();
    }

    @Test
    void shows_warnings_before_the_message() {
        assertThat(full.select(".warnings + article.card")).hasSize(1);
        assertThat(full.select(".warnings li").eachText())
                .containsExactly("“supplier.example” is new: this mailbox has not written to it before.");
    }

    @Test
    void an_inbound_email_and_an_action_are_asked_about_in_their_own_words() {
        Document inbound = page(Views.ofKind("inbound", Views.plain()));
        assertThat(inbound.select("h1").text()).isEqualTo("May Procurement Agent read this email?");
        assertThat(inbound.select("button").eachText()).containsExactly("Keep back", "Release");
        Document action = page(Views.ofKind("action", Views.plain()));
        assertThat(action.select("h1").text()).isEqualTo("Procurement Agent asks to do this");
        assertThat(action.select(".envelope dt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "approved, good, Approved",
        "sent, good, Approved and sent",
        "rejected, bad, Rejected",
        "cancelled, quiet, Cancelled",
        "expired, quiet, Expired",
        "failed, bad, Not delivered",
        "applied, good, Approved",
        "read, good, Released",
        "unconfirmed, quiet, 'Approved, outcome unknown'",
        "some_new_state, quiet, Already decided"
    })
    void each_outcome_has_its_headline(String state, String tone, String headline) {
        Document page = Jsoup.parse(
                ApprovalPages.decided(Views.plain(), state, "maria@acme.example", Views.ASKED, null, false));
        assertThat(page.select("h1").text()).isEqualTo(headline);
        assertThat(page.body().className()).isEqualTo(tone);
        assertThat(page.select("form")).isEmpty();
    }

    @Test
    void others_see_who_decided_and_when_and_why() {
        Document page = Jsoup.parse(ApprovalPages.decided(
                Views.plain(), "rejected", "maria@acme.example", Views.ASKED, " Wrong date ", false));
        assertThat(page.select(".who").text())
                .isEqualTo("Rejected by maria@acme.example Tuesday 6 October 2026, 14:05 UTC");
        assertThat(page.select(".reason").text()).isEqualTo("Reason: Wrong date");
        Document own = Jsoup.parse(
                ApprovalPages.decided(Views.plain(), "approved", "maria@acme.example", Views.ASKED, null, true));
        assertThat(own.select(".who").text()).startsWith("Approved by you");
    }

    @ParameterizedTest
    @CsvSource({"system:expiry", "''"})
    void a_machine_is_not_named_as_the_one_who_decided(String by) {
        String html = ApprovalPages.decided(Views.plain(), "expired", by, Views.ASKED, null, false);
        assertThat(Jsoup.parse(html).select(".who").text()).isEqualTo("Expired Tuesday 6 October 2026, 14:05 UTC");
    }

    @Test
    void a_visitor_without_a_link_can_only_have_one_mailed() {
        Document page = Jsoup.parse(ApprovalPages.needsLink("/approve/msg_1/link"));
        assertThat(page.select("form[method=post]").eachAttr("action")).containsExactly("/approve/msg_1/link");
        assertThat(page.select("button").eachAttr("value")).containsExactly("mail_link");
        assertThat(ApprovalPages.contentSecurityPolicy(ApprovalPages.linkMailed()))
                .contains("frame-src 'none'");
    }

    private static Document page(ApprovalView view) {
        return Jsoup.parse(ApprovalPages.ask(view, "/p", "n"));
    }

    private static String hash(String block) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(block.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
