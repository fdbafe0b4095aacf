package dev.multimail.conventions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Java just well enough to count the lines of its methods. */
final class JavaCode {
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\".*?(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)+'",
            Pattern.DOTALL);
    private static final Pattern METHOD_HEAD =
            Pattern.compile("(\\w+)\\s*\\([^{};]*\\)\\s*(?:throws\\s+[\\w.,\\s]+)?$", Pattern.DOTALL);
    private static final Pattern NOT_A_METHOD = Pattern.compile(
            "->|=|\\b(?:if|for|while|switch|catch|synchronized|try|new|return|record|class|enum|interface)\\b");

    private JavaCode() {}

    /** A method's name and the lines from its head to its closing brace. */
    record Method(String name, int firstLine, int lastLine) {
        int length() {
            return lastLine - firstLine + 1;
        }
    }

    /** The text with spaces instead of comments and literals; each character stays where it was. */
    static String of(String text) {
        return COMMENT_OR_LITERAL
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replaceAll("[^\\n]", " ")));
    }

    /** The text with its comments and lines, but with nothing inside its literals. */
    static String withoutLiterals(String text) {
        return COMMENT_OR_LITERAL
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().startsWith("/")
                                ? found.group()
                                : found.group().replaceAll("[^\\n]", "")));
    }

    /** The methods and constructors that have a body. */
    static List<Method> methods(String text) {
        String code = of(text);
        List<Method> methods = new ArrayList<>();
        Deque<Method> open = new ArrayDeque<>();
        int line = 1;
        int headFrom = 0;
        for (int i = 0; i < code.length(); i++) {
            switch (code.charAt(i)) {
                case '\n' -> line++;
                case '{' -> {
                    open.push(new Method(methodName(code.substring(headFrom, i)), line, line));
                    headFrom = i + 1;
                }
                case '}' -> {
                    headFrom = i + 1;
                    Method begun = open.isEmpty() ? new Method("", line, line) : open.pop();
                    if (!begun.name().isEmpty()) {
                        methods.add(new Method(begun.name(), begun.firstLine(), line));
                    }
                }
                case ';' -> headFrom = i + 1;
                default -> {}
            }
        }
        return List.copyOf(methods);
    }

    private static String methodName(String head) {
        String signature = head.replaceAll("@[\\w.]+(?:\\([^()]*\\))?", " ");
        Matcher method = METHOD_HEAD.matcher(signature);
        return !NOT_A_METHOD.matcher(signature).find() && method.find() ? method.group(1) : "";
    }
}
