package dev.multimail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.policy.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the committed tables of {@code proofs/} to what the code decides now. Lean proves that the same tables are the
 * Spec's. Run with {@code -Dproofs.write=true} to write them anew after a change that is meant.
 */
class ProofDataTest {
    private static final String HOW = "run this test with -Dproofs.write=true and then ./multimail proofs";

    @Test
    void thePolicyDecidesAsTheProofsSay() throws IOException {
        List<HexTable> decisions = PolicyTables.decisions();
        List<String> lines = header("Every decision of `dev.multimail.policy.Policy`.");
        lines.add(list(
                "policy",
                "By caller; 40 targets for each of " + Operation.values().length + " operations.",
                decisions));
        lines.add(number("modes", PolicyTables.modes()));
        lines.add(number("compatible", PolicyTables.compatible()));
        lines.add(number("granted", PolicyTables.granted()));
        lines.add("end MultiMail.Java\n");
        List<String> before = committed("PolicyData", lines);
        List<String> wrong = new ArrayList<>();
        List<String> now = literals(lines);
        for (int table = 0; table < decisions.size(); table++) {
            differences(before, now, table, 40 * Operation.values().length).forEach(wrong::add);
        }
        assertThat(wrong)
                .as("decisions that are not the proved ones; if they are meant, " + HOW)
                .isEmpty();
        assertThat(before).as(HOW).isEqualTo(now);
    }

    @Test
    void messagesLiveAsTheProofsSay() throws IOException {
        List<HexTable> transitions = LifecycleTables.transitions();
        List<String> lines = header("Every transition of `dev.multimail.message.Lifecycle` on the grid.");
        lines.add(list("lifecycle", "How messages begin; then by event and state.", transitions));
        lines.add("end MultiMail.Java\n");
        List<String> before = committed("LifecycleData", lines);
        List<String> now = literals(lines);
        List<String> wrong = new ArrayList<>();
        for (int table = 0; table < Math.min(before.size(), now.size()); table++) {
            if (!before.get(table).equals(now.get(table))) {
                wrong.add(LifecycleTables.describe(table));
            }
        }
        assertThat(wrong)
                .as("transitions that are not the proved ones; if they are meant, " + HOW)
                .isEmpty();
        assertThat(before).as(HOW).isEqualTo(now);
    }

    private static List<String> differences(List<String> before, List<String> now, int table, int rows) {
        List<String> wrong = new ArrayList<>();
        String old = table < before.size() ? digits(before.get(table), rows) : "";
        String fresh = digits(now.get(table), rows);
        for (int row = 0; row < rows; row++) {
            if (row >= old.length() || old.charAt(row) != fresh.charAt(row)) {
                wrong.add(PolicyTables.describe(table, row));
            }
        }
        return wrong.size() <= 3 ? wrong : List.of(wrong.getFirst(), "and " + (wrong.size() - 1) + " more like it");
    }

    private static String digits(String literal, int rows) {
        String hex = literal.substring(2);
        return "0".repeat(Math.max(0, rows - hex.length())) + hex;
    }

    private static List<String> header(String words) {
        List<String> lines = new ArrayList<>();
        lines.add("/-! " + words + " Written by `ProofDataTest`; do not edit. -/\n");
        lines.add("namespace MultiMail.Java\n");
        return lines;
    }

    private static String list(String name, String words, List<HexTable> tables) {
        return "/-- " + words + " -/\ndef " + name + " : List Nat := [\n  "
                + String.join(",\n  ", tables.stream().map(HexTable::literal).toList()) + "]\n";
    }

    private static String number(String name, HexTable table) {
        return "def " + name + " : Nat :=\n  " + table.literal() + "\n";
    }

    /** The literals that are committed, after writing them if that is asked for. */
    private static List<String> committed(String module, List<String> lines) throws IOException {
        Path file = root().resolve("proofs/MultiMail/Conformance").resolve(module + ".lean");
        if (Boolean.getBoolean("proofs.write")) {
            Files.writeString(file, String.join("\n", lines));
        }
        return literals(List.of(Files.readString(file)));
    }

    private static List<String> literals(List<String> lines) {
        return lines.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.replaceFirst("[,\\]]+$", ""))
                .toList();
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("multimail")) && Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("The tests must run somewhere inside the repository.");
    }
}
