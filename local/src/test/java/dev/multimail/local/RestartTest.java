package dev.multimail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.local.data.Keyring;
import dev.multimail.local.data.OutboxMail;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder keeps when its process ends, gently or not. */
class RestartTest {
    private static final Duration AGAIN = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void whatWaitsIsApprovedAfterTheNextStart() throws CannotStart, IOException, InterruptedException {
        Keyring before;
        String id;
        String link;
        try (LocalInstallation first = start();
                Visitor visitor = new Visitor(first.url())) {
            before = first.keyring();
            id = visitor.send(Visitor.assistant(first).token(), "you@example.org", "Across a restart");
            first.settle();
            link = Visitor.link(notices(first).getFirst());
            first.advance(Duration.ofHours(2));
        }
        try (LocalInstallation second = start();
                Visitor visitor = new Visitor(second.url())) {
            assertThat(second.keyring().ownerKey()).isEqualTo(before.ownerKey());
            assertThat(second.keyring().mailboxes()).isEqualTo(before.mailboxes());
            assertThat(second.keyring().clockOffset()).isEqualTo(Duration.ofHours(2));
            assertThat(notices(second)).hasSize(1);

            visitor.decide(second.url() + URI.create(link).getPath(), "approve");
            second.settle();
            assertThat(visitor.status(Visitor.assistant(second).token(), id)).isEqualTo("sent");
            assertThat(copiesOf(second, id)).hasSize(1);
        }
    }

    @Test
    void whatWaitsExpiresAfterTheNextStart() throws CannotStart, IOException, InterruptedException {
        String id;
        try (LocalInstallation first = start();
                Visitor visitor = new Visitor(first.url())) {
            id = visitor.send(Visitor.assistant(first).token(), "you@example.org", "Forgotten");
        }
        try (LocalInstallation second = start();
                Visitor visitor = new Visitor(second.url())) {
            second.settle();
            assertThat(notices(second)).hasSize(1);
            second.advance(Duration.ofHours(73));
            assertThat(visitor.status(Visitor.assistant(second).token(), id)).isEqualTo("expired");
        }
    }

    @Test
    void aKilledProcessLosesNothingThatItAccepted() throws CannotStart, IOException, InterruptedException {
        Path ready = folder.resolve("ready.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalMain.class.getName(),
                        "--port=0",
                        "--smtp-port=0",
                        "--data=" + folder.resolve("data"),
                        "--ready-file=" + ready)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        String id;
        try {
            Tree told = told(ready, process);
            try (Visitor visitor = new Visitor(URI.create(told.at("url").text()))) {
                String token = told.at("mailboxes").first().at("token").text();
                id = visitor.send(token, "you@example.org", "Accepted, then killed");
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        try (LocalInstallation second = start();
                Visitor visitor = new Visitor(second.url())) {
            // The engine of a killed process may refuse a first read; what failed is tried again five seconds later.
            second.advance(AGAIN);
            visitor.decide(Visitor.link(notices(second).getLast()), "approve");
            second.advance(AGAIN);
            assertThat(visitor.status(Visitor.assistant(second).token(), id)).isEqualTo("sent");
            assertThat(copiesOf(second, id)).hasSize(1);
        }
    }

    @Test
    void aFolderIsUsedByOneProcessAtATime() throws CannotStart {
        try (LocalInstallation first = start()) {
            assertThat(first.data()).isNotNull();
            assertThatThrownBy(this::start).isInstanceOf(CannotStart.class).hasMessageContaining("Another MultiMail");
        }
    }

    @Test
    void aTakenPortIsSaidPlainly() throws CannotStart {
        try (LocalInstallation first = start()) {
            Options same = new Options(first.url().getPort(), 0, null, null, true);
            assertThatThrownBy(() -> LocalInstallation.start(same, log()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + same.port() + " is taken");
            Options sameSmtp = new Options(0, first.smtpPort(), null, null, true);
            assertThatThrownBy(() -> LocalInstallation.start(sameSmtp, log()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("for SMTP is taken");
        }
    }

    @Test
    void onlyTheFilesOwnerMayReadTheKeys() throws CannotStart, IOException {
        start().close();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("data").resolve("keys.json"))))
                .isEqualTo("rw-------");
    }

    private LocalInstallation start() throws CannotStart {
        return LocalInstallation.start(Options.in(folder.resolve("data")), log());
    }

    private static PrintStream log() {
        return new PrintStream(System.err, true, StandardCharsets.UTF_8);
    }

    private static Tree told(Path ready, Process process) throws IOException, InterruptedException {
        while (!Files.exists(ready)) {
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        return Json.tree(Files.readString(ready));
    }

    private static List<OutboxMail> notices(LocalInstallation running) {
        return running.outbox().since(false, "").stream()
                .filter(mail -> mail.kind() == Outgoing.Kind.NOTICE)
                .toList();
    }

    private static List<OutboxMail> copiesOf(LocalInstallation running, String id) {
        return running.outbox().since(false, "").stream()
                .filter(mail -> mail.tag().equals(id))
                .toList();
    }
}
