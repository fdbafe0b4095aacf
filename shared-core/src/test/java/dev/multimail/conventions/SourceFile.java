package dev.multimail.conventions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text file of the repository, with its path from the root in slashes. */
record SourceFile(String path, String text) {
    /** One thing to put right, as {@code path:line: what, and what to do}. */
    String complaint(int line, String words) {
        return path + ":" + line + ": " + words;
    }

    /** A complaint for each place that the pattern finds; the words may take the finding as {@code %s}. */
    List<String> complaints(Pattern pattern, String words) {
        return complaints(text, pattern, words);
    }

    /** The same in Java code alone: comments and literals are not looked at. */
    List<String> complaintsInCode(Pattern pattern, String words) {
        return complaints(JavaCode.of(text), pattern, words);
    }

    private List<String> complaints(String searched, Pattern pattern, String words) {
        return pattern.matcher(searched)
                .results()
                .map(found ->
                        complaint(lineAt(found), words.formatted(found.group().strip())))
                .toList();
    }

    private int lineAt(MatchResult found) {
        return 1
                + (int) text.substring(0, found.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** A complaint if the file is longer than so many lines. */
    List<String> longerThan(int most, String words) {
        int length = lines().size();
        return length <= most ? List.of() : List.of(complaint(most + 1, words.formatted(length)));
    }

    /** A complaint for each line that is wider than so many characters. */
    List<String> widerThan(int most) {
        List<String> complaints = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            int width = lines.get(i).codePointCount(0, lines.get(i).length());
            if (width > most) {
                complaints.add(complaint(i + 1, "is %d characters wide; %d fit".formatted(width, most)));
            }
        }
        return complaints;
    }

    String name() {
        return Path.of(path).getFileName().toString();
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMainJava() {
        return isJava() && path.contains("/src/main/java/");
    }

    boolean isTestJava() {
        return isJava() && path.contains("/src/test/java/");
    }

    /** Whether people wrote it as a program: Java, Python or shell. */
    boolean isProgram() {
        return isJava() || path.endsWith(".py") || text.startsWith("#!");
    }
}
