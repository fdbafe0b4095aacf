package dev.multimail.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {
    @Test
    void writesTheCommonElementsAsMarkdown() {
        String markdown = HtmlText.toMarkdown("""
                <h2>Title</h2><p>Hi <b> you </b>and <em>them</em>,<br>see <a href="https://x.example/a">this</a>.</p>
                <ul><li>one<li>two<ol><li>inner<li>last</ol></ul>
                <blockquote>q<blockquote>r</blockquote></blockquote>
                <pre>
                code
                  x
                </pre><hr><p><code>c</code> <s>old</s></p>""");

        assertThat(markdown).isEqualTo("""
                ## Title

                Hi **you** and _them_,
                see [this](https://x.example/a).

                - one
                - two
                  1. inner
                  2. last

                > q
                >
                > > r

                ```
                code
                  x
                ```

                ---

                `c` ~~old~~""");
    }

    @Test
    void putsATableRowOnOneLine() {
        assertThat(HtmlText.toMarkdown("<table><tr><th>Item<th>Price<tr><td>Tea<td>2 €</table>after"))
                .isEqualTo("Item | Price\nTea | 2 €\n\nafter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>seen</p><div style='DISPLAY : none'>unseen</div>",
                "<p>seen</p><span hidden>unseen</span>",
                "<p>seen</p><p style='visibility:hidden'>unseen</p>",
                "<script>unseen</script><p>seen</p><style>unseen</style>",
                "<head><title>unseen</title></head><p>seen<!-- unseen --></p>",
                "<p>se\u200Ben</p><img src='https://x.example/unseen.gif'>"
            })
    void leavesOutWhatAPersonWouldNotSee(String html) {
        assertThat(HtmlText.toMarkdown(html)).isEqualTo("seen");
    }

    @Test
    void namesALinkOnceAndDropsUnsafeTargets() {
        assertThat(HtmlText.toMarkdown("<a href='https://x.example'>https://x.example</a>"))
                .isEqualTo("https://x.example");
        assertThat(HtmlText.toMarkdown("<a href='mailto:a@x.example'>a@x.example</a>"))
                .isEqualTo("a@x.example");
        assertThat(HtmlText.toMarkdown("<a href='javascript:alert(1)'>click</a>"))
                .isEqualTo("click");
        assertThat(HtmlText.toMarkdown("<a href='https://evil.example'>https://x.example</a>"))
                .isEqualTo("[https://x.example](https://evil.example)");
    }

    @Test
    void showsAnImageByItsDescription() {
        assertThat(HtmlText.toMarkdown("<img alt='Logo' src='https://x.example/l.png'>"
                        + " <img alt=Chart src='data:image/png;base64,AA'>"))
                .isEqualTo("![Logo](https://x.example/l.png) Chart");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<blockquote>q",
                "<ul><li>a",
                "<p>a</p>",
                "x<br>\n",
                "<tr><td>a<td>b",
                "<a href=http://x>",
                "&nbsp; ",
                "<pre>\n",
                "<table><tr><td>",
                "<!--",
                "<",
                "&lt;",
                "<i><b>x"
            })
    void staysFastOnFiftyThousandRepetitions(String fragment) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(HtmlText.toMarkdown("<table>" + fragment.repeat(50_000)).length())
                    .isLessThan(20_000_000);
        });
    }
}
