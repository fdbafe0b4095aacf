package dev.multimail.mail;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each attachment of a mail a name that is safe as a file name and stands once. */
final class AttachmentNames {
    private static final int MAX_LENGTH = 180;
    private static final int MAX_EXTENSION = 20;
    /** Controls, and the marks that turn the direction of writing and so make "exe.pdf" of "fdp.exe". */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("application/json", "json"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/pgp-signature", "asc"),
            Map.entry("application/pkcs7-signature", "p7s"),
            Map.entry("application/zip", "zip"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/png", "png"),
            Map.entry("message/delivery-status", "txt"),
            Map.entry("message/rfc822", "eml"),
            Map.entry("text/calendar", "ics"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/html", "html"),
            Map.entry("text/plain", "txt"));

    private final Set<String> taken = new HashSet<>();
    private int count;

    /**
     * The next attachment's name: {@code a.pdf}, then {@code a (2).pdf}; without a usable one {@code attachment-1.bin}.
     */
    String next(@Nullable String claimed, String mediaType) {
        count++;
        String name = claimed == null ? "" : safe(claimed);
        if (name.isEmpty()) {
            name = "attachment-" + count + "." + EXTENSIONS.getOrDefault(mediaType, "bin");
        }
        String unique = name;
        for (int copy = 2; !taken.add(unique); copy++) {
            int dot = extensionStart(name);
            unique = name.substring(0, dot) + " (" + copy + ")" + name.substring(dot);
        }
        return unique;
    }

    private static String safe(String claimed) {
        String name = UNSAFE.matcher(claimed).replaceAll("");
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .strip();
        if (name.chars().allMatch(c -> c == '.')) {
            return "";
        }
        if (name.length() > MAX_LENGTH) {
            String extension = name.substring(extensionStart(name));
            int end = MAX_LENGTH - extension.length();
            name = name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + extension;
        }
        return name;
    }

    private static int extensionStart(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= MAX_EXTENSION ? dot : name.length();
    }
}
