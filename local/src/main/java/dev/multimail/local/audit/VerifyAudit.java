package dev.multimail.local.audit;

import dev.multimail.audit.SealChain;
import dev.multimail.audit.SealCheck;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.identity.Jwks;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./multimail audit verify}: says whether a sealed export of the audit log is whole. Exits with 0 if it is, with
 * 1 if it was changed, and with 2 if it cannot be told.
 */
public final class VerifyAudit {
    static final int WHOLE = 0;
    static final int CHANGED = 1;
    static final int UNKNOWN = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern KEPT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");
    private static final String HELP = """
            ./multimail audit verify FILE --keys FILE|URL [--kept NUMBER:DIGEST]

              FILE      what GET /v1/audit-log/export?form=sealed answered, its parts one after another
              --keys    the service's public keys, from its /.well-known/jwks.json
              --kept    what an earlier run said: a log that ends before it, or leads elsewhere, was changed
            """;

    private VerifyAudit() {}

    private record Asked(Path log, String keys, SealChain kept) {}

    /** What is wrong with what was asked for. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence);
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return WHOLE;
        }
        try {
            Asked asked = asked(arguments);
            return tell(found(asked), out);
        } catch (Wrong wrong) {
            err.println(wrong.getMessage() + "\n");
            err.print(HELP);
            return UNKNOWN;
        } catch (IOException unreadable) {
            err.println("Cannot be read: " + unreadable.getMessage());
            return UNKNOWN;
        }
    }

    private static SealCheck.Found found(Asked asked) throws IOException, Wrong {
        Map<String, PublicKey> keys = keys(asked.keys());
        try (InputStream log = Files.newInputStream(asked.log())) {
            return SealCheck.check(() -> new ExactLines(log), keys, asked.kept());
        } catch (ExactLines.NoLine noLine) {
            return new SealCheck.Found.Changed(noLine.number(), noLine.why());
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static int tell(SealCheck.Found found, PrintStream out) throws Wrong {
        return switch (found) {
            case SealCheck.Found.Whole whole
            when whole.chain().equals(SealChain.START) ->
                throw new Wrong("The file holds no seal: nothing is sealed yet, or it is no sealed export.");
            case SealCheck.Found.Whole whole
            when whole.unsealed() > 0 -> {
                out.printf(
                        Locale.ROOT,
                        "changed: the last %,d lines are not covered by a seal, and an export ends with one%n",
                        whole.unsealed());
                yield CHANGED;
            }
            case SealCheck.Found.Whole whole -> {
                SealChain chain = whole.chain();
                out.printf(Locale.ROOT, "whole: %,d records under %,d seals%n", whole.records(), chain.number());
                out.printf("keep this elsewhere, for --kept next time: %d:%s%n", chain.number(), chain.latest());
                yield WHOLE;
            }
            case SealCheck.Found.Changed(long line, String why) -> {
                out.printf("changed: line %d: %s%n", line, why);
                yield CHANGED;
            }
        };
    }

    private static Asked asked(List<String> arguments) throws Wrong {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Path log = null;
        String keys = null;
        SealChain kept = SealChain.START;
        while (!rest.isEmpty()) {
            String next = rest.removeFirst();
            switch (next) {
                case "--keys" -> keys = value(next, rest.pollFirst());
                case "--kept" -> kept = kept(value(next, rest.pollFirst()));
                default -> {
                    if (log != null || next.startsWith("--")) {
                        throw new Wrong("There is no option \"" + next + "\".");
                    }
                    log = Path.of(next);
                }
            }
        }
        if (log == null || keys == null) {
            throw new Wrong("Name the exported log, and the public keys with --keys.");
        }
        return new Asked(log, keys, kept);
    }

    private static String value(String option, @Nullable String value) throws Wrong {
        if (value == null) {
            throw new Wrong(option + " needs a value.");
        }
        return value;
    }

    private static SealChain kept(String text) throws Wrong {
        Matcher form = KEPT.matcher(text);
        if (!form.matches()) {
            throw new Wrong("--kept is a number, a colon and 64 hexadecimal digits, as an earlier run said.");
        }
        return new SealChain(Long.parseLong(form.group(1)), form.group(2));
    }

    private static Map<String, PublicKey> keys(String where) throws IOException, Wrong {
        String text = where.matches("https?://.*") ? fetched(where) : Files.readString(Path.of(where));
        Map<String, PublicKey> keys = new HashMap<>();
        for (Tree key : Json.readTree(text).map(set -> set.at("keys").list()).orElse(List.of())) {
            try {
                keys.put(
                        key.at("kid").text(),
                        Jwks.key(key.at("x").text(), key.at("y").text()));
            } catch (IllegalArgumentException otherKind) {
                throw new Wrong("A key of " + where + " is not one that signs seals.");
            }
        }
        if (keys.isEmpty()) {
            throw new Wrong(where + " holds no keys: it should be a JSON Web Key Set.");
        }
        return keys;
    }

    private static String fetched(String url) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
