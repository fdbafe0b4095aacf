package dev.multimail.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.identity.IdentityKeys;
import dev.multimail.identity.Jwks;
import dev.multimail.local.CannotStart;
import dev.multimail.local.LocalInstallation;
import dev.multimail.local.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running service seals its log, and whoever has the export and the keys tells whether it is whole. */
class VerifyAuditTest {
    @TempDir
    private Path folder;

    private record Told(int code, String out, String err) {}

    private static Told verify(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = VerifyAudit.run(List.of(arguments), stream(out), stream(err));
        return new Told(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path saved(HttpClient client, LocalInstallation running, String path, String name)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(running.url() + path))
                .header("Authorization", "Bearer " + running.keyring().ownerKey())
                .build();
        String body = client.send(request, BodyHandlers.ofString()).body();
        return Files.writeString(folder.resolve(name), body);
    }

    @Test
    void theLogOfARunningServiceIsWholeUntilSomebodyChangesIt() throws CannotStart, IOException, InterruptedException {
        Path log;
        Path keys;
        String url;
        try (LocalInstallation running =
                        LocalInstallation.start(Options.ephemeral(), stream(new ByteArrayOutputStream()));
                HttpClient client = HttpClient.newHttpClient()) {
            saved(client, running, "/v1/mailboxes", "mailboxes");
            running.advance(Duration.ofMinutes(2));
            saved(client, running, "/v1/mailboxes", "mailboxes");
            running.advance(Duration.ofMinutes(2));
            log = saved(client, running, "/v1/audit-log/export?form=sealed", "log.jsonl");
            keys = saved(client, running, "/.well-known/jwks.json", "jwks.json");
            url = running.url() + "/.well-known/jwks.json";
            assertThat(verify(log.toString(), "--keys", url).code()).isZero();
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).anyMatch(line -> line.contains("list_mailboxes"));
        Told whole = verify(log.toString(), "--keys", keys.toString());
        assertThat(whole.code()).isZero();
        assertThat(whole.out()).startsWith("whole: ").doesNotContain("not covered");
        String kept = whole.out().strip().replaceFirst("(?s).*: ", "");

        List<String> cut = new ArrayList<>(lines);
        cut.removeLast();
        Path shorter = Files.write(folder.resolve("cut.jsonl"), cut);
        assertThat(verify(shorter.toString(), "--keys", keys.toString()))
                .satisfies(told -> assertThat(told.code()).isEqualTo(1))
                .satisfies(told -> assertThat(told.out()).contains("not covered by a seal"));
        assertThat(verify(shorter.toString(), "--keys", keys.toString(), "--kept", kept))
                .satisfies(told -> assertThat(told.code()).isEqualTo(1))
                .satisfies(told -> assertThat(told.out()).startsWith("changed: line "));

        Path edited = Files.writeString(
                folder.resolve("edited.jsonl"), Files.readString(log).replaceFirst("list_mailboxes", "list_mailboxez"));
        assertThat(verify(edited.toString(), "--keys", keys.toString()).code()).isEqualTo(1);
    }

    @Test
    void aLogGoesOnAfterARestartThatForgotHowFarItWasSealed() throws CannotStart, IOException, InterruptedException {
        Options options = new Options(0, 0, folder.resolve("data"), null, true);
        PrintStream told = stream(new ByteArrayOutputStream());
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (LocalInstallation first = LocalInstallation.start(options, told)) {
                saved(client, first, "/v1/mailboxes", "mailboxes");
                first.advance(Duration.ofMinutes(2));
            }
            Files.delete(folder.resolve("data").resolve("audit.checkpoint"));
            try (LocalInstallation second = LocalInstallation.start(options, told)) {
                saved(client, second, "/v1/mailboxes", "mailboxes");
                second.advance(Duration.ofMinutes(2));
                Path keys = saved(client, second, "/.well-known/jwks.json", "jwks.json");
                Path log = saved(client, second, "/v1/audit-log/export?form=sealed", "log.jsonl");
                assertThat(verify(log.toString(), "--keys", keys.toString()).code())
                        .isZero();
                assertThat(Files.readAllLines(log))
                        .doesNotHaveDuplicates()
                        .filteredOn(line -> line.contains("list_mailboxes"))
                        .hasSize(2);
            }
        }
    }

    @Test
    void whatCannotBeToldIsSaid() throws IOException {
        Path log = Files.writeString(folder.resolve("log.jsonl"), "");
        Path noKeys = Files.writeString(folder.resolve("keys.json"), "{}");
        Path keys = Files.writeString(
                folder.resolve("jwks.json"),
                Jwks.of(IdentityKeys.generate(new SecureRandom()).getPublic(), "key-1"));
        assertThat(verify(log.toString(), "--keys", keys.toString()))
                .satisfies(told -> assertThat(told.code()).isEqualTo(2))
                .satisfies(told -> assertThat(told.err()).startsWith("The file holds no seal"));
        assertThat(verify().code()).isEqualTo(2);
        assertThat(verify(log.toString()).err()).contains("--keys");
        assertThat(verify(log.toString(), "--keys").err()).contains("--keys needs a value");
        assertThat(verify(log.toString(), "--keys", noKeys.toString()).err()).contains("holds no keys");
        assertThat(verify(log.toString(), "--keys", folder.resolve("absent").toString())
                        .code())
                .isEqualTo(2);
        assertThat(verify(log.toString(), "--keys", noKeys.toString(), "--kept", "7")
                        .err())
                .contains("--kept is a number");
        assertThat(verify(log.toString(), "--colour").err()).contains("no option \"--colour\"");
        assertThat(verify("--help").code()).isZero();
    }
}
