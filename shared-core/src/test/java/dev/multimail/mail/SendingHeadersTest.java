package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.message.Octets;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendingHeadersTest {
    private static final Octets RAW = Octets.copyOf("Subject: x\r\n\r\nbody\r\n".getBytes(US_ASCII));

    @Test
    void writesADateAsTheStandardDoes() {
        assertThat(SendingHeaders.date(Instant.parse("2006-01-02T15:04:05.678Z")))
                .isEqualTo("Mon, 02 Jan 2006 15:04:05 +0000");
        assertThat(SendingHeaders.date(Instant.parse("2026-09-30T23:59:59Z")))
                .isEqualTo("Wed, 30 Sep 2026 23:59:59 +0000");
    }

    @Test
    void putsHeadersBeforeTheMailAndLeavesItsOctets() {
        Octets sent = SendingHeaders.prepend(RAW, List.of(new Header("Date", "d"), new Header("X-A", "b")));

        assertThat(text(sent)).isEqualTo("Date: d\r\nX-A: b\r\n" + text(RAW));
    }

    @Test
    void foldsALongValueAtItsSpaces() {
        String sent = text(SendingHeaders.prepend(
                RAW, List.of(new Header("X-Long", "word ".repeat(100).strip()))));

        assertThat(sent.lines()).allMatch(line -> line.length() <= 78);
        assertThat(sent.replace("\r\n ", " "))
                .startsWith("X-Long: " + "word ".repeat(100).strip() + "\r\n");
    }

    @Test
    void keepsASignatureWholeAndBreaksOnlyWhatNoLineHolds() {
        String signature = "e".repeat(700);
        String huge = "f".repeat(2000);

        String sent =
                text(SendingHeaders.prepend(RAW, List.of(new Header("X-Sig", signature), new Header("X-Huge", huge))));

        assertThat(sent).contains("X-Sig: " + signature + "\r\n");
        assertThat(sent.lines()).allMatch(line -> line.length() <= 998);
        assertThat(sent.replace("\r\n ", "")).contains("X-Huge: " + huge);
    }

    @Test
    void refusesABrokenNameOrValue() {
        assertThatThrownBy(() -> SendingHeaders.prepend(RAW, List.of(new Header("X-A", "b\r\nBcc: c@x.example"))))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> SendingHeaders.prepend(RAW, List.of(new Header("X-A: b\r\nBcc", "c@x.example"))))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> SendingHeaders.prepend(RAW, List.of(new Header("", "b"))))
                .isInstanceOf(Problem.class);
    }

    private static String text(Octets octets) {
        return new String(octets.toByteArray(), US_ASCII);
    }
}
