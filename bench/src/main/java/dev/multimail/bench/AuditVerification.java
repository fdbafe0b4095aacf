package dev.multimail.bench;

import dev.multimail.audit.AuditRecord;
import dev.multimail.audit.SealChain;
import dev.multimail.id.MailboxId;
import dev.multimail.identity.CompactJws;
import dev.multimail.identity.IdentityKeys;
import dev.multimail.identity.Jwks;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long {@code ./multimail audit verify} takes for a million records, in a process that cannot hold them. */
final class AuditVerification implements Measurement {
    private static final int RECORDS = 1_000_000;
    private static final double BAR = 30;
    private static final String HEAP = "-Xmx64m";
    private static final List<Integer> RECORDS_OF_A_SEAL = List.of(1_000, 10);

    @Override
    public List<Figure> run() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (int ofASeal : RECORDS_OF_A_SEAL) {
            Path folder = Files.createTempDirectory("multimail-audit");
            Path log = folder.resolve("log.jsonl");
            Path keys = folder.resolve("jwks.json");
            try {
                KeyPair pair = IdentityKeys.generate(new SecureRandom());
                Files.writeString(keys, Jwks.of(pair.getPublic(), "key-1"));
                write(log, SealChain.signer(pair, "key-1"), ofASeal);
                figures.add(verified(log, keys, ofASeal));
            } finally {
                Files.deleteIfExists(log);
                Files.deleteIfExists(keys);
                Files.delete(folder);
            }
        }
        return figures;
    }

    private static Figure verified(Path log, Path keys, int ofASeal) throws IOException, InterruptedException {
        double megabytes = Files.size(log) / 1e6;
        long begun = System.nanoTime();
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.multimail.local.audit.VerifyAudit",
                        log.toString(),
                        "--keys",
                        keys.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Figure(
                String.format(Locale.ROOT, "verifying 1,000,000 records, %,d of them under each seal", ofASeal),
                String.format(Locale.ROOT, "<= %.0f s", BAR),
                String.format(Locale.ROOT, "%.1f s; %.0f MB, %s, exit code %d", seconds, megabytes, HEAP, code),
                code == 0 && seconds <= BAR);
    }

    private static void write(Path log, CompactJws signer, int ofASeal) throws IOException {
        SealChain chain = SealChain.START;
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            for (int from = 0; from < RECORDS; from += ofASeal) {
                List<String> lines = new ArrayList<>();
                for (int number = from; number < from + ofASeal; number++) {
                    lines.add(SealChain.line(entry(number)));
                }
                SealChain.Link link = chain.seal(lines, signer);
                chain = link.chain();
                lines.add(link.line());
                out.write(String.join("\n", lines) + "\n");
            }
        }
    }

    private static AuditRecord entry(int number) {
        return new AuditRecord(
                String.format(Locale.ROOT, "01JQ%022d", number),
                Instant.ofEpochSecond(1_800_000_000L + number),
                "acc_01JQ4T2Z3E5V7X9ABCDEFGHJKM",
                new MailboxId("0123456789"),
                true,
                "agent:tok_01JQ4T2Z3E5V7X9ABCDEFGHJKM",
                "send_email",
                AuditRecord.OK,
                String.format(Locale.ROOT, "msg_01JQ%022d", number),
                String.format(Locale.ROOT, "0f1e2d3c-4b5a-6978-8796-%012d", number),
                Map.of("to", "customer@example.org"));
    }
}
