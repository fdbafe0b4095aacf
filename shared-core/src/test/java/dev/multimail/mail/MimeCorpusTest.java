package dev.multimail.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The sample mails that the MIME library ships with its own tests, as they are and damaged. */
class MimeCorpusTest {
    private record Sample(String name, Octets raw) {}

    private static final List<Sample> SAMPLES = samples();

    @Test
    void readsEverySampleAndReachesEachAttachment() {
        assertThat(SAMPLES).hasSizeGreaterThan(70);
        assertThat(SAMPLES).allSatisfy(sample -> {
            ParsedMail mail = MimeParser.parse(sample.raw());
            assertThat(mail.attachments()).extracting(AttachmentInfo::name).doesNotHaveDuplicates();
            for (AttachmentInfo info : mail.attachments()) {
                assertThat(MimeParser.attachment(sample.raw(), info.name())
                                .orElseThrow()
                                .content()
                                .size())
                        .isEqualTo(info.size());
                assertThat(info.name()).doesNotContain("/", "\\").doesNotContainPattern("\\p{Cc}");
            }
        });
        assertThat(SAMPLES.stream()
                        .filter(sample -> MimeParser.parse(sample.raw()).readable())
                        .count())
                .isGreaterThan(SAMPLES.size() * 9L / 10);
    }

    @Test
    void readsDamagedSamplesWithoutAnException() {
        Random random = new Random(7);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (Sample sample : SAMPLES) {
                for (int round = 0; round < 20; round++) {
                    Octets damaged = damage(sample.raw().toByteArray(), random);
                    assertThatCode(() -> MimeParser.parse(damaged))
                            .as(sample.name())
                            .doesNotThrowAnyException();
                }
            }
        });
    }

    @Test
    void readsAnHonestMegabyteInOneGo() {
        Attachment file = new Attachment("a.bin", "application/octet-stream", Octets.owning(new byte[1_000_000]));
        Octets raw = MimeBuilder.build(Drafts.of("s", new Body.Text("t"), file));

        assertThat(MimeParser.attachment(raw, "a.bin").orElseThrow().content()).isEqualTo(file.content());
    }

    private static Octets damage(byte[] bytes, Random random) {
        for (int change = 0; change < 1 + bytes.length / 100; change++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte)
                    (random.nextBoolean() ? random.nextInt(256) : ";:\"<>()=?*\r\n-'%".charAt(random.nextInt(15)));
        }
        return Octets.owning(java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
    }

    private static List<Sample> samples() {
        try {
            URL folder = Objects.requireNonNull(
                    MimeCorpusTest.class.getResource("/testmsgs"), "the corpus is on the test path");
            List<Sample> samples = new ArrayList<>();
            try (JarFile jar = ((JarURLConnection) folder.toURI().toURL().openConnection()).getJarFile()) {
                for (JarEntry entry :
                        jar.stream().filter(e -> e.getName().endsWith(".msg")).toList()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        byte[] bytes = in.readAllBytes();
                        if (bytes.length > 0) {
                            samples.add(new Sample(entry.getName(), Octets.owning(bytes)));
                        }
                    }
                }
            }
            return List.copyOf(samples);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the corpus cannot be read", e);
        }
    }
}
