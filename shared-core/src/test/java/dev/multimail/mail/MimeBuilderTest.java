package dev.multimail.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multimail.message.Address;
import dev.multimail.message.NamedAddress;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeBuilderTest {
    @Test
    void writesAPlainMailAsItReads() {
        assertThat(built(Drafts.of("Hello", new Body.Text("Hi Ann,\nsee you."))))
                .isEqualTo("""
                From: Agent <agent@acme.example>
                To: Ann Lee <ann@x.example>
                Subject: Hello
                Message-ID: <1@acme.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit

                Hi Ann,
                see you.
                """.replace("\n", "\r\n"));
    }

    @Test
    void hasNoDateAndNoBccAndIsTheSameEachTime() {
        Draft draft = Drafts.of("Hello", new Body.Markdown("*x*"), Drafts.file("a.txt", "text/plain", "a"));

        assertThat(built(draft))
                .isEqualTo(built(draft))
                .doesNotContainIgnoringCase("\nDate:")
                .doesNotContainIgnoringCase("\nBcc");
    }

    @Test
    void takesOtherBoundariesForOtherContent() {
        String one = built(Drafts.of("Hello", new Body.Markdown("one")));
        String two = built(Drafts.of("Hello", new Body.Markdown("two")));

        assertThat(boundary(one)).isNotEqualTo(boundary(two));
    }

    @Test
    void sendsMarkdownAsItsSourceAndAsHtml() {
        String mail = built(Drafts.of(
                "x", new Body.Markdown("# Hi\n\n**you** <script>alert(1)</script>\n\n[l](javascript:alert%281%29)")));
        String html = mail.substring(mail.indexOf("text/html"));

        assertThat(mail).contains("Content-Type: multipart/alternative;", "# Hi\r\n\r\n**you** <script>");
        assertThat(html)
                .contains("<h1>Hi</h1>", "<strong>you</strong>", "&lt;script&gt;")
                .doesNotContain("<script", "javascript:");
        assertThat(mail.indexOf("text/plain")).isLessThan(mail.indexOf("text/html"));
    }

    @Test
    void rendersTablesStruckTextAndBareLinks() {
        String html = MarkdownHtml.document("|a|b|\n|-|-|\n|1|2|\n\n~~old~~ https://x.example\nnext");

        assertThat(html)
                .contains("<td style=", "<del>old</del>", "href=\"https://x.example\">https://x.example</a><br />");
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "*a _a ", "[", "![", "- ", "`", "<a", "**a ", "1. ", "|a", "_a*"})
    void rendersDeeplyNestedMarkdownWithoutRunningOutOfStack(String fragment) {
        assertThat(MarkdownHtml.document(fragment.repeat(20_000) + "x_*".repeat(20_000)))
                .endsWith("</html>\n");
    }

    @Test
    void makesATextForHtmlWithoutOne() {
        String made = built(Drafts.of("x", new Body.Html("<p>Hi <b>you</b></p>", null)));
        String given = built(Drafts.of("x", new Body.Html("<p>Hi <b>you</b></p>", "given")));

        assertThat(made).contains("Hi **you**", "<p>Hi <b>you</b></p>");
        assertThat(given).contains("\r\ngiven\r\n").doesNotContain("**");
    }

    @Test
    void choosesTheTransferEncodingByTheText() {
        assertThat(TransferEncoding.ofText("plain").name()).isEqualTo("7bit");
        assertThat(TransferEncoding.ofText("a".repeat(78)).name()).isEqualTo("7bit");
        assertThat(TransferEncoding.ofText("a".repeat(79)).name()).isEqualTo("quoted-printable");
        assertThat(TransferEncoding.ofText("Grüße und vieles mehr").name()).isEqualTo("quoted-printable");
        assertThat(TransferEncoding.ofText("你好，世界").name()).isEqualTo("base64");
    }

    @Test
    void encodesWhatARelayMightChange() {
        assertThat(encoded("From here")).isEqualTo("=46rom here");
        assertThat(encoded("a\n.\nb")).isEqualTo("a\r\n=2E\r\nb");
        assertThat(encoded("a \nb\t")).isEqualTo("a=20\r\nb=09");
        assertThat(encoded("a=b\u0000")).isEqualTo("a=3Db=00");
        assertThat(encoded("a\rb\r\nc\nd")).isEqualTo("a\r\nb\r\nc\r\nd");
    }

    @Test
    void foldsQuotedPrintableAtSeventySixCharacters() {
        assertThat(encoded("é".repeat(3) + "a".repeat(300)).lines()).allMatch(line -> line.length() <= 76);
    }

    @Test
    void encodesASubjectOutsideAscii() {
        assertThat(built(Drafts.of("Grüße aus Hamburg", new Body.Text("t"))))
                .contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_Hamburg?=\r\n");
        assertThat(built(Drafts.of("你好", new Body.Text("t")))).contains("Subject: =?UTF-8?B?5L2g5aW9?=\r\n");
        assertThat(built(Drafts.of("=?UTF-8?Q?x?=", new Body.Text("t")))).doesNotContain("Subject: =?UTF-8?Q?x?=");
    }

    @Test
    void foldsALongSubjectAndLongReferences() {
        List<String> ids = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> "id-" + i + "@x.example")
                .toList();
        String subject = built(Drafts.of("word ".repeat(190).strip(), new Body.Text("t")));
        String references = built(Drafts.of("1@acme.example", ids));

        assertThat(subject.lines()).allMatch(line -> line.length() <= 78);
        assertThat(references.lines()).allMatch(line -> line.length() <= 78);
        assertThat(references).contains("In-Reply-To: <id-49@x.example>\r\n");
    }

    @Test
    void writesAFileNameForNewAndForOlderReaders() {
        String simple = built(Drafts.of("x", new Body.Text("t"), Drafts.file("a b.pdf", "application/pdf", "a")));
        String umlaut =
                built(Drafts.of("x", new Body.Text("t"), Drafts.file("Größe-und-Gewicht.pdf", "application/pdf", "a")));

        assertThat(simple).contains("filename=\"a b.pdf\"", "name=\"a b.pdf\"");
        assertThat(umlaut)
                .contains(
                        "filename*=UTF-8''Gr%C3%B6%C3%9Fe-und-Gewicht.pdf",
                        "name=\"=?UTF-8?B?R3LDtsOfZS11bmQtR2V3aWNodC5wZGY=?=\"");
    }

    @Test
    void sendsAnAttachedMailAsOctetsBecauseItsTypeMayNotBeBase64() {
        assertThat(built(Drafts.of("x", new Body.Text("t"), Drafts.file("a.eml", "message/rfc822", "Subject: y\n\nz"))))
                .contains("Content-Type: application/octet-stream;\r\n name=\"a.eml\"")
                .doesNotContain("message/rfc822");
    }

    @Test
    void saysWhenThereAreOnlyBlindRecipients() {
        Draft draft = new Draft(
                Drafts.AGENT,
                List.of(),
                List.of(),
                "s",
                new Body.Text("t"),
                List.of(),
                "1@x",
                null,
                List.of(),
                List.of());

        assertThat(built(draft)).contains("To: undisclosed-recipients:;\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nBcc: e@x.example", "a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\r\n\r\nbody"})
    void refusesALineBreakInEveryHeaderField(String text) {
        Address address = Address.parse("a@x.example");
        List<Draft> drafts = List.of(
                Drafts.of(text, new Body.Text("t")),
                Drafts.of(new NamedAddress(text, address)),
                Drafts.of(text, List.of()),
                Drafts.of("1@x", List.of(text)),
                Drafts.of("1@x", List.of(), new Header("X-A", text)),
                Drafts.of("1@x", List.of(), new Header(text, "v")),
                Drafts.of("x", new Body.Text("t"), Drafts.file(text, "text/plain", "a")),
                Drafts.of("x", new Body.Text("t"), Drafts.file("a", "text/plain" + text, "a")));

        assertThat(drafts).allSatisfy(draft -> assertThat(refusal(draft)).isEqualTo(ErrorCode.HEADER_INJECTION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bcc",
                "bcc",
                "To",
                "Cc",
                "From",
                "Sender",
                "Date",
                "Subject",
                "Content-Type",
                "MIME-Version",
                "Resent-Bcc"
            })
    void refusesAnExtraHeaderThatTheDraftHasAFieldFor(String name) {
        assertThat(refusal(Drafts.of("1@x", List.of(), new Header(name, "e@x.example"))))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "text/", "a b/c", "text/plain; x", "text/plain; boundary=\"a", "text/pläin"})
    void refusesAnAttachmentWithoutAMediaType(String contentType) {
        assertThat(refusal(Drafts.of("x", new Body.Text("t"), Drafts.file("a", contentType, "a"))))
                .isEqualTo(ErrorCode.INVALID_ATTACHMENT);
    }

    @Test
    void refusesAnAttachmentWithoutAName() {
        assertThat(refusal(Drafts.of("x", new Body.Text("t"), Drafts.file(" ", "text/plain", "a"))))
                .isEqualTo(ErrorCode.INVALID_ATTACHMENT);
    }

    private static String encoded(String text) {
        return Drafts.text(TransferEncoding.ofText(text).encoded());
    }

    private static String built(Draft draft) {
        return Drafts.text(MimeBuilder.build(draft));
    }

    private static String boundary(String mail) {
        return mail.substring(mail.indexOf("boundary="), mail.indexOf("\r\n", mail.indexOf("boundary=")));
    }

    private static ErrorCode refusal(Draft draft) {
        Problem problem = catchThrowableOfType(Problem.class, () -> MimeBuilder.build(draft));
        assertThat(problem).as("refusal of %s", draft).isNotNull();
        return problem.code();
    }
}
