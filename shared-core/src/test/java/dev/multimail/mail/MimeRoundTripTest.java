package dev.multimail.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is built is read back the same by our own parser and by a second one, and is clean on the wire. */
class MimeRoundTripTest {
    private static final Session SESSION = Session.getInstance(new Properties());

    @Property(tries = 400)
    void subjectAndNamesComeBack(@ForAll("lines") String subject, @ForAll("lines") String name)
            throws MessagingException {
        NamedAddress to = new NamedAddress(name, Drafts.ANN.address());
        Octets raw = MimeBuilder.build(new Draft(
                Drafts.AGENT,
                List.of(to, Drafts.ANN),
                List.of(to),
                subject,
                new Body.Text("t"),
                List.of(),
                "1@x",
                null,
                List.of(),
                List.of()));
        ParsedMail mail = MimeParser.parse(raw);
        MimeMessage second = angus(raw);

        assertWire(raw);
        assertThat(mail.subject()).isEqualTo(subject.strip());
        assertThat(mail.to()).containsExactly(to, Drafts.ANN);
        assertThat(mail.cc()).containsExactly(to);
        String secondSubject = second.getSubject();
        assertThat(secondSubject == null ? "" : secondSubject.strip()).isEqualTo(subject.strip());
        InternetAddress recipient = (InternetAddress) second.getRecipients(Message.RecipientType.TO)[0];
        assertThat(second.getAllRecipients()).hasSize(3);
        assertThat(recipient.getAddress()).isEqualTo("ann@x.example");
        String personal = recipient.getPersonal();
        assertThat(new NamedAddress(personal, to.address())).isEqualTo(to);
    }

    @Property(tries = 300)
    void textComesBack(@ForAll("texts") String text) throws MessagingException, IOException {
        Octets raw = MimeBuilder.build(Drafts.of("s", new Body.Text(text)));

        assertWire(raw);
        assertThat(MimeParser.parse(raw).text()).isEqualTo(unix(text));
        assertThat(unix((String) angus(raw).getContent())).isEqualTo(unix(text));
    }

    @Property(tries = 200)
    void markdownComesBackAsItsSource(@ForAll("texts") String text) throws MessagingException, IOException {
        Octets raw = MimeBuilder.build(Drafts.of("s", new Body.Markdown(text + "x")));
        Multipart second = (Multipart) angus(raw).getContent();

        assertWire(raw);
        assertThat(MimeParser.parse(raw).text()).isEqualTo(unix(text + "x"));
        assertThat(second.getCount()).isEqualTo(2);
        assertThat(unix((String) second.getBodyPart(0).getContent())).isEqualTo(unix(text + "x"));
    }

    @Property(tries = 300)
    void attachmentsComeBackOctetByOctet(@ForAll("fileNames") String name, @ForAll byte[] content)
            throws MessagingException, IOException {
        Attachment file = new Attachment(name, "application/pdf", Octets.copyOf(content));
        Octets raw = MimeBuilder.build(Drafts.of("s", new Body.Text("t"), file, file));
        ParsedMail mail = MimeParser.parse(raw);
        BodyPart second = ((Multipart) angus(raw).getContent()).getBodyPart(1);

        assertWire(raw);
        assertThat(mail.attachments()).hasSize(2);
        assertThat(mail.attachments().getFirst())
                .isEqualTo(new AttachmentInfo(name, "application/pdf", content.length));
        for (AttachmentInfo info : mail.attachments()) {
            assertThat(MimeParser.attachment(raw, info.name()).orElseThrow().content())
                    .isEqualTo(file.content());
        }
        assertThat(MimeUtility.decodeText(second.getFileName())).isEqualTo(name);
        assertThat(second.getInputStream().readAllBytes()).isEqualTo(content);
    }

    @Property(tries = 1000)
    void noTextAddsAHeaderOrARecipient(@ForAll("hostile") String text) throws MessagingException {
        NamedAddress to = new NamedAddress(text, Drafts.ANN.address());
        List<Draft> drafts = List.of(
                Drafts.of(text, new Body.Text(text), Drafts.file("a.txt", "text/plain", text)),
                Drafts.of(to),
                Drafts.of("1@x", List.of(), new Header("X-A", text)),
                Drafts.of(text, List.of()),
                Drafts.of("s", new Body.Markdown(text), Drafts.file(text, "text/plain", text)));
        for (Draft draft : drafts) {
            try {
                Octets raw = MimeBuilder.build(draft);
                assertWire(raw);
                assertThat(MimeParser.parse(raw).to())
                        .extracting(NamedAddress::address)
                        .containsExactly(Drafts.ANN.address());
                MimeMessage second = angus(raw);
                assertThat(second.getAllRecipients()).hasSize(1);
                assertThat(second.getHeader("Bcc")).isNull();
                assertThat(second.getHeader("X-Evil")).isNull();
            } catch (Problem e) {
                assertThat(e.code()).isIn(ErrorCode.HEADER_INJECTION, ErrorCode.INVALID_ATTACHMENT);
            }
        }
    }

    @Property(tries = 1000)
    void anyOctetsAreReadWithoutAnException(@ForAll("hostile") String header, @ForAll byte[] octets) {
        byte[] start = ("Content-Type: multipart/mixed; boundary=b\r\nFrom: " + header + "\r\n\r\n--b\r\n" + header
                        + "\r\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] raw = java.util.Arrays.copyOf(start, start.length + octets.length);
        System.arraycopy(octets, 0, raw, start.length, octets.length);

        assertThat(MimeParser.parse(Octets.owning(raw)).subject()).doesNotContain("\n");
        assertThat(MimeParser.parse(Octets.owning(octets)).attachments()).isNotNull();
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(120).excludeChars('\u2028', '\u2029');
        Arbitrary<String> tricky =
                Arbitraries.strings().withChars("aé你 \",<>()@:;\\=?_.-'").ofMaxLength(200);
        return Arbitraries.oneOf(
                        any, tricky, Arbitraries.strings().withChars("abc  ").ofMaxLength(998))
                .map(text -> wellFormed(text).replaceAll("\\p{Cc}", "").strip());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(300),
                        Arbitraries.strings().withChars("ab .=-\n\tFromé").ofMaxLength(2000))
                .map(text -> wellFormed(text).replace("\u0000", ""));
    }

    @Provide
    Arbitrary<String> fileNames() {
        return Arbitraries.strings()
                .withChars("aBé你 .'()%*=?;,\"")
                .ofMinLength(1)
                .ofMaxLength(100)
                .map(text -> text.strip() + "x.pdf");
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "\r\n",
                        "\n",
                        "\r",
                        "\r\n ",
                        "\u0085",
                        "\u2028",
                        "\u0000",
                        "Bcc: e@y.example",
                        "X-Evil: 1",
                        "To: e@y.example",
                        "=?UTF-8?Q?=0D=0ABcc:_e@y.example?=",
                        "=?UTF-8?B?DQpCY2M6IGVAeS5leGFtcGxl?=",
                        ">, <e@y.example>",
                        "\", e@y.example, \"",
                        "\\",
                        "(",
                        "--b",
                        "\r\n.\r\n",
                        "é",
                        "a".repeat(1000),
                        " ",
                        ";",
                        "x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static void assertWire(Octets raw) {
        byte[] bytes = raw.toByteArray();
        int column = 0;
        for (int at = 0; at < bytes.length; at++) {
            byte octet = bytes[at];
            assertThat(octet).as("ASCII without NUL").isPositive();
            if (octet == '\r') {
                assertThat(bytes[at + 1]).as("LF after CR").isEqualTo((byte) '\n');
            } else if (octet == '\n') {
                assertThat(bytes[at - 1]).as("CR before LF").isEqualTo((byte) '\r');
                column = -1;
            }
            column++;
            assertThat(column).as("line length with CR").isLessThanOrEqualTo(999);
        }
    }

    private static MimeMessage angus(Octets raw) throws MessagingException {
        return new MimeMessage(SESSION, new ByteArrayInputStream(raw.toByteArray()));
    }

    private static String wellFormed(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String unix(String text) {
        return text.replace("\r\n", "\n").replace("\r", "\n").stripTrailing();
    }
}
