package dev.multimail.functions.page;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    @Test
    void escapes_the_five_characters_and_no_other() {
        assertThat(Html.escape("<a href=\"x\" title='y'>&amp; é 漢 😀</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp; é 漢 😀&lt;/a&gt;");
    }

    @Property
    void whatever_is_escaped_is_read_back_as_one_text(@ForAll String text) {
        Document page = Jsoup.parse("<p title=\"" + Html.attribute(text) + "\">" + Html.lines(text) + "</p>");
        assertThat(page.body().children()).hasSize(1);
        assertThat(page.select("p > *:not(b.mark)")).isEmpty();
        assertThat(page.expectFirst("p").attributesSize()).isEqualTo(1);
    }

    @Property
    void what_remains_in_sight_is_the_text_itself(@ForAll String text) {
        String plain = Invisibles.removed(text.replace("\r\n", "\n"));
        Document page = Jsoup.parse("<pre>\n" + Html.lines(text) + "</pre>");
        page.select("b.mark").remove();
        assertThat(page.expectFirst("pre").wholeText()).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "202E, right-to-left override",
        "202A, left-to-right embedding",
        "2066, left-to-right isolate",
        "2069, pop directional isolate",
        "200E, left-to-right mark",
        "200B, zero width space",
        "2060, word joiner",
        "FEFF, zero width no-break space",
        "00AD, soft hyphen",
        "034F, combining grapheme joiner",
        "3164, hangul filler",
        "E0041, tag latin capital letter a",
        "E0100, variation selector-17",
        "0000, null",
        "001B, escape",
        "0085, next line (nel)",
        "2028, line separator"
    })
    void a_character_that_hides_becomes_a_mark(String hex, String name) {
        String text = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";
        assertThat(Html.lines(text))
                .isEqualTo("a<b class=\"mark\" title=\"" + name + "\">U+" + hex + "</b>b")
                .isEqualTo(Html.line(text));
        assertThat(Html.attribute(text)).isEqualTo("a[U+" + hex + "]b");
    }

    @ParameterizedTest
    @CsvSource({"👩‍👩‍👧", "👍🏽", "👩🏽‍💻", "❤️", "#️⃣", "می‌خواهم", "क्‍ष", "Zoë", "שלום", "日本語", "½ €"})
    void spelling_that_needs_invisible_characters_stays_as_it_is(String text) {
        assertThat(Html.lines(text)).isEqualTo(text);
    }

    @Test
    void a_joiner_between_latin_letters_is_a_mark() {
        assertThat(Html.lines("pay\u200Dpal\u200C.com")).contains("U+200D").contains("U+200C");
    }

    @Test
    void a_line_break_stays_in_text_and_is_a_mark_in_one_line() {
        assertThat(Html.lines("a\r\nb\nc\rd"))
                .isEqualTo("a\nb\nc<b class=\"mark\" title=\"carriage return (cr)\">U+000D</b>d");
        assertThat(Html.line("a\nb")).contains(">U+000A<").doesNotContain("\n");
        assertThat(Html.attribute("a\nb")).isEqualTo("a[U+000A]b");
    }

    @ParameterizedTest
    @CsvSource({
        "a&#x202E;b, a[U+202E]b",
        "a&#X00000000000202e b, a[U+202E] b",
        "a&#8238;b, a[U+202E]b",
        "a&rlm;b&shy;c, a[rlm]b[shy]c",
        "a&shyb, a[shy]b",
        "a\u202Eb, a[U+202E]b",
        "<meta http-equiv=refresh><META/x></meta>, <no-meta http-equiv=refresh><no-META/x><no-/meta>",
        "a&#65;&#x42;&lt;&amp;, a&#65;&#x42;&lt;&amp;",
        "a&#x99999999;&#999999999;, a&#x99999999;&#999999999;"
    })
    void references_to_hidden_characters_are_spelled_out_in_html_too(String html, String expected) {
        assertThat(Html.withVisibleMarks(html)).isEqualTo(expected);
    }
}
