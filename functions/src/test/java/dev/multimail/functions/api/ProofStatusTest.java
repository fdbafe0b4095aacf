package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a running service says of the proofs is what was checked for these very sources. */
class ProofStatusTest {
    private static final Path PROOFS = Path.of("..", "proofs");

    private final Answer answer = new World().get("", "/v1/proof-status");

    // As check.py computes it.
    private static String digest() throws IOException, NoSuchAlgorithmException {
        MessageDigest whole = MessageDigest.getInstance("SHA-256");
        List<String> names;
        try (Stream<Path> files = Files.walk(PROOFS.resolve("MultiMail"))) {
            names = Stream.concat(
                            files.filter(file -> file.toString().endsWith(".lean"))
                                    .map(file ->
                                            PROOFS.relativize(file).toString().replace('\\', '/')),
                            Stream.of(
                                    "MultiMail.lean",
                                    "lakefile.toml",
                                    "lean-toolchain",
                                    "promises.tsv",
                                    "theorems.txt"))
                    .sorted()
                    .toList();
        }
        for (String name : names) {
            whole.update((name + "\0").getBytes(StandardCharsets.UTF_8));
            whole.update(Files.readAllBytes(PROOFS.resolve(name)));
            whole.update((byte) 0);
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    @Test
    void theRecordIsOfTheseSources() throws IOException, NoSuchAlgorithmException {
        assertThat(answer.text("sources_sha256"))
                .as("proofs/proved.json: ./multimail proofs writes it when the proofs hold")
                .isEqualTo(digest());
    }

    @Test
    void everyPromiseIsThereWithItsTheorem() throws IOException {
        List<String> promised = Files.readAllLines(PROOFS.resolve("promises.tsv"));
        assertThat(answer.json().at("promises").list()).hasSameSizeAs(promised);
        assertThat(answer.json().at("promises").list())
                .allSatisfy(promise -> assertThat(
                                Path.of("..").resolve(promise.at("file").text()))
                        .exists());
    }

    @Test
    void itSaysOfWhichCommitTheServiceIs() {
        assertThat(answer.text("status")).isEqualTo("proved");
        assertThat(answer.text("commit")).matches("[0-9a-f]{40}");
    }
}
