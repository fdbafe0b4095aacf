package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeParserTest {
    @Test
    void readsTheHeaderOfAReply() {
        ParsedMail mail = parse("""
                From: =?UTF-8?Q?J=C3=B6rg?= <joerg@x.example>
                To: "Agent, The" <agent@acme.example>, team: a@x.example, B <b@x.example>;
                Cc: c@x.example (Carl)
                Reply-To: answers@x.example
                Subject: =?UTF-8?B?R3LDvA==?= =?UTF-8?Q?=C3=9Fe?=
                Date: Mon, 2 Jan 2006 15:04:05 -0700
                Message-ID: <2@x.example>
                In-Reply-To: <1@acme.example>
                References: <0@acme.example>
                 <1@acme.example> <0@acme.example>

                Hi
                """);

        assertThat(mail.readable()).isTrue();
        assertThat(mail.from()).hasToString("Jörg <joerg@x.example>");
        assertThat(mail.to())
                .extracting(NamedAddress::toString)
                .containsExactly("\"Agent, The\" <agent@acme.example>", "a@x.example", "B <b@x.example>");
        assertThat(mail.cc()).extracting(NamedAddress::toString).containsExactly("Carl <c@x.example>");
        assertThat(mail.replyTo()).hasToString("answers@x.example");
        assertThat(mail.subject()).isEqualTo("Grüße");
        assertThat(mail.date()).isEqualTo(Instant.parse("2006-01-02T22:04:05Z"));
        assertThat(mail.messageId()).isEqualTo("2@x.example");
        assertThat(mail.inReplyTo()).containsExactly("1@acme.example");
        assertThat(mail.references()).containsExactly("0@acme.example", "1@acme.example");
        assertThat(mail.text()).isEqualTo("Hi");
        assertThat(mail.html()).isNull();
        assertThat(mail.automatic()).isFalse();
    }

    @Test
    void keepsTheFirstOfHeadersThatStandTwice() {
        ParsedMail mail = parse(
                "From: a@x.example\nFrom: b@x.example\nTo: c@x.example\nTo: d@x.example\nSubject: 1\nSubject: 2\n\nx");

        assertThat(mail.from()).hasToString("a@x.example");
        assertThat(mail.to()).hasSize(1);
        assertThat(mail.subject()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=?UTF-8?Q?=22boss=40y.example=22_=3Cboss=40y.example=3E=2C?= <a@x.example> | a@x.example",
                "\"boss@y.example\" <a@x.example> | a@x.example",
                "boss@y.example <a@x.example> | a@x.example",
                "<@relay.example:a@x.example> | a@x.example",
                "(boss@y.example) a@x.example | a@x.example",
                "\"b, <boss@y.example>\" <a@x.example> | a@x.example"
            })
    void takesTheSenderFromTheStructureNeverFromAName(String from, String address) {
        ParsedMail mail = parse("From: " + from + "\n\nx");

        assertThat(mail.from()).isNotNull().extracting(NamedAddress::address).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x.example b@x.example",
                "\"a b\"@x.example",
                "nobody",
                "<>",
                "undisclosed-recipients:;",
                "\"a@x.example",
                "a@b@x.example",
                ""
            })
    void leavesOutWhatIsNoAddressHere(String from) {
        assertThat(parse("From: " + from + "\nSubject: s\n\nx").from()).isNull();
    }

    @Test
    void letsNoEncodedWordBringAControlCharacter() {
        ParsedMail mail =
                parse("From: =?UTF-8?Q?a=0D=0ABcc:_x=00?= <a@x.example>\nSubject: =?UTF-8?Q?a=0D=0Ab=E2=80=A8c?=\n\nx");

        assertThat(mail.subject()).isEqualTo("a  b c");
        assertThat(String.valueOf(mail.from())).doesNotContain("\r", "\n", "\u0000");
    }

    @ParameterizedTest
    @CsvSource({
        "=?UTF-8?Q?a=C3?= =?UTF-8?Q?=A9b?=, aéb",
        "=?iso-8859-1?Q?=E9?= x, é x",
        "=?UTF-8?X?zz?=, =?UTF-8?X?zz?=",
        "=?UTF-8?Q?with space?=, with space",
        "=?UTF-8?B?, =?UTF-8?B?"
    })
    void readsEncodedWordsThatAreBroken(String subject, String expected) {
        assertThat(parse("Subject: " + subject + "\n\nx").subject()).isEqualTo(expected);
    }

    @Test
    void readsUnencodedHeadersAsUtf8OrWindows1252() {
        assertThat(parse("Subject: Grüße\n\nx").subject()).isEqualTo("Grüße");
        assertThat(MimeParser.parse(Octets.owning("Subject: Grüße\n\nx".getBytes(ISO_8859_1)))
                        .subject())
                .isEqualTo("Grüße");
    }

    @ParameterizedTest
    @CsvSource({"utf-8", "us-ascii", "no-such-charset", "''", "'!!'"})
    void readsUtf8UnderAnyWrongName(String charset) {
        assertThat(parse("Content-Type: text/plain; charset=\"" + charset
                                + "\"\nContent-Transfer-Encoding: 8bit\n\nGrüße €")
                        .text())
                .isEqualTo("Grüße €");
    }

    @Test
    void readsOctetsThatAreNotUtf8AsWindows1252() {
        byte[] mail = "Content-Type: text/plain; charset=iso-8859-1\n\nGr\u00FC\u00DFe \u0080".getBytes(ISO_8859_1);
        byte[] unnamed = "Subject: s\n\nGr\u00FC\u00DFe \u0080".getBytes(ISO_8859_1);

        assertThat(MimeParser.parse(Octets.owning(mail)).text()).isEqualTo("Grüße €");
        assertThat(MimeParser.parse(Octets.owning(unnamed)).text()).isEqualTo("Grüße €");
    }

    @Test
    void readsHtmlOnlyMailAsMarkdownAndKeepsTheHtml() {
        ParsedMail mail = parse("Content-Type: text/html\n\n<p>Hi <b>you</b></p>");

        assertThat(mail.text()).isEqualTo("Hi **you**");
        assertThat(mail.html()).isEqualTo("<p>Hi <b>you</b></p>");
    }

    @Test
    void prefersThePlainTextOfAnAlternativeUnlessItIsBlank() {
        String html = part("text/html", "<p>html</p>");

        assertThat(parse(multipart("alternative", part("text/plain", "plain"), html))
                        .text())
                .isEqualTo("plain");
        assertThat(parse(multipart("alternative", part("text/plain", " "), html))
                        .text())
                .isEqualTo("html");
        assertThat(parse(multipart("alternative", part("text/plain", "plain"), html))
                        .html())
                .isEqualTo("<p>html</p>");
    }

    @Test
    void joinsTextAroundAnAttachment() {
        ParsedMail mail = parse(multipart(
                "mixed",
                part("text/plain", "before"),
                part("application/pdf; name=a.pdf", "pdf"),
                part("text/html", "<p>after</p>")));

        assertThat(mail.text()).isEqualTo("before\n\nafter");
        assertThat(mail.attachments()).containsExactly(new AttachmentInfo("a.pdf", "application/pdf", 3));
    }

    @Test
    void reachesEachAttachmentThoughNamesRepeatOrLack() {
        Octets raw = octets(multipart(
                "mixed",
                part("image/png; name=\"a.png\"", "1"),
                part("image/png; name=\"a.png\"", "2"),
                part("image/png; name=\"a (2).png\"", "3"),
                part("application/pdf", "4"),
                part("application/x-unknown", "5"),
                part("message/rfc822", "Subject: inner\n\ninner")));

        assertThat(MimeParser.parse(raw).attachments())
                .extracting(AttachmentInfo::name)
                .containsExactly(
                        "a.png",
                        "a (2).png",
                        "a (2) (2).png",
                        "attachment-4.pdf",
                        "attachment-5.bin",
                        "attachment-6.eml");
        assertThat(content(raw, "a.png")).isEqualTo("1");
        assertThat(content(raw, "a (2).png")).isEqualTo("2");
        assertThat(content(raw, "a (2) (2).png")).isEqualTo("3");
        assertThat(content(raw, "attachment-6.eml")).contains("Subject: inner");
        assertThat(MimeParser.attachment(raw, "b.png")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filename=\"../../etc/passwd\" | passwd",
                "filename=\"C:\\\\temp\\\\a.txt\" | a.txt",
                "filename=\"..\" | attachment-1.bin",
                "filename=\"\" | attachment-1.bin",
                "filename*=UTF-8''a%0D%0Ab%00.txt | ab.txt",
                "filename*=UTF-8''a%E2%80%AEfdp.exe | afdp.exe",
                "filename*0*=UTF-8''%E2; filename*1*=%82%AC; filename*2=.txt | €.txt",
                "filename=\"=?UTF-8?Q?J=C3=B6.txt?=\" | Jö.txt",
                "filename=\"Ann's and Bob's.pdf\" | Ann's and Bob's.pdf",
                "filename*=x-none'en'a%zz%.txt | a%zz%.txt",
                "filename*0=\"a b\"; filename*1=\"c.txt\" | a bc.txt",
                "filename=plain.txt; filename*=UTF-8''%E2%82%AC.txt | €.txt"
            })
    void makesAFileNameSafe(String parameter, String expected) {
        ParsedMail mail =
                parse("Content-Type: application/x-a\nContent-Disposition: attachment; " + parameter + "\n\nx");

        assertThat(mail.attachments()).extracting(AttachmentInfo::name).containsExactly(expected);
    }

    @Test
    void shortensAVeryLongFileNameButKeepsItsExtension() {
        ParsedMail mail = parse("Content-Type: application/pdf\nContent-Disposition: attachment; filename="
                + "a".repeat(500) + ".pdf\n\nx");

        assertThat(mail.attachments().getFirst().name()).hasSize(180).endsWith("a.pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted: auto-replied, true",
        "Auto-Submitted: Auto-Generated; owner=x, true",
        "Auto-Submitted: auto-replied (away), true",
        "Auto-Submitted: no, false",
        "Auto-Submitted: No (a person), false",
        "Auto-Submitted:, false",
        "Precedence: bulk, true",
        "Precedence: LIST, true",
        "Precedence: junk, true",
        "Precedence: first-class, false",
        "X-MultiMail-Identity: a.b.c, true"
    })
    void tellsMachinesFromPeople(String header, boolean automatic) {
        assertThat(parse(header + "\nSubject: s\n\nx").automatic()).isEqualTo(automatic);
    }

    @Test
    void stopsAtAHundredLevelsAndKeepsTheHeader() {
        StringBuilder mail = new StringBuilder("Subject: deep\n");
        for (int depth = 0; depth < 150; depth++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\n\n--b")
                    .append(depth)
                    .append('\n');
        }

        assertThat(parse(mail.toString()).readable()).isFalse();
        assertThat(parse(mail.toString()).subject()).isEqualTo("deep");
    }

    @Test
    void staysFastOnALargeMailThatNestsDeep() {
        StringBuilder mail = new StringBuilder("Subject: deep\n");
        for (int depth = 0; depth < 99; depth++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\n\n--b")
                    .append(depth)
                    .append('\n');
        }
        mail.append('\n').append("x\n".repeat(2_000_000));

        assertThat(parse(mail.toString()).readable()).isFalse();
    }

    @Test
    void staysFastOnVeryManyEncodedWordsThatAreNone() {
        String mark = "=?".repeat(45_000);

        assertThat(parse("Subject: " + mark + "\n\nx").subject()).isEqualTo(mark);
    }

    @Test
    void stopsAtFiveHundredPartsAndKeepsThose() {
        String[] parts = new String[600];
        java.util.Arrays.fill(parts, part("application/pdf", "x"));
        ParsedMail mail = parse(multipart("mixed", parts));

        assertThat(mail.readable()).isFalse();
        assertThat(mail.attachments()).hasSizeBetween(490, 500);
    }

    @Test
    void stopsAtTooMuchHeader() {
        assertThat(parse("Subject: s\nX: " + "a".repeat(200_000) + "\n\nx").readable())
                .isFalse();
        assertThat(parse("Subject: s\n" + "X: a\n".repeat(2_000) + "\nx").readable())
                .isFalse();
        assertThat(parse("Subject: s\n" + ("X: " + "a".repeat(90_000) + "\n").repeat(20) + "\nx")
                        .subject())
                .isEqualTo("s");
    }

    @Test
    void readsAMultipartWithoutABoundaryAsText() {
        ParsedMail mail = parse("Subject: s\nContent-Type: multipart/mixed\n\nstill here");

        assertThat(mail.readable()).isFalse();
        assertThat(mail.text()).isEqualTo("still here");
    }

    @Test
    void readsNothingAsAnUnreadableMail() {
        assertThat(parse("").readable()).isFalse();
        assertThat(parse("").text()).isEmpty();
    }

    @Test
    void keepsOfVeryManyReferencesTheFirstAndTheLatest() {
        StringBuilder mail = new StringBuilder("References:");
        for (int id = 0; id < 500; id++) {
            mail.append("\n <").append(id).append("@x>");
        }

        assertThat(parse(mail + "\n\nx").references())
                .hasSize(100)
                .startsWith("0@x", "401@x")
                .endsWith("499@x");
    }

    private static String multipart(String subtype, String... parts) {
        return "Subject: s\nContent-Type: multipart/" + subtype + "; boundary=b\n\n--b\n"
                + String.join("\n--b\n", parts) + "\n--b--\n";
    }

    private static String part(String contentType, String content) {
        return "Content-Type: " + contentType + "\n\n" + content;
    }

    private static String content(Octets raw, String name) {
        return MimeParser.attachment(raw, name)
                .map(found -> Drafts.text(found.content()))
                .orElse("none");
    }

    private static Octets octets(String mail) {
        return Octets.owning(mail.replace("\n", "\r\n").getBytes(UTF_8));
    }

    private static ParsedMail parse(String mail) {
        return MimeParser.parse(octets(mail));
    }
}
