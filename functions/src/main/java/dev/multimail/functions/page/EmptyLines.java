package dev.multimail.functions.page;

/** Long runs of empty lines, which push a text's end out of sight, as their number. */
final class EmptyLines {
    /** So many in a row stay as they are. */
    private static final int KEPT = 5;

    private EmptyLines() {}

    /** The text with each longer run replaced by a line {@code before + "120 empty lines" + after}. */
    static String counted(String text, String before, String after) {
        StringBuilder out = new StringBuilder(text.length());
        int empty = 0;
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                empty++;
                continue;
            }
            out.append(run(empty, before, after)).append(line).append('\n');
            empty = 0;
        }
        return out.append(empty > KEPT ? run(empty, before, after) : "").toString();
    }

    private static String run(int count, String before, String after) {
        return count <= KEPT ? "\n".repeat(count) : before + Words.counted(count, "empty line") + after + "\n";
    }
}
